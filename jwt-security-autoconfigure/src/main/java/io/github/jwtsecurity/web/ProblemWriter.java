package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Writes a refusal as problem details (RFC 9457). The problem types are told apart by
 * {@code code}, so {@code type} stays {@code about:blank}.
 */
final class ProblemWriter {

	private static final JsonMapper MAPPER = new JsonMapper();

	private ProblemWriter() {
	}

	static void write(HttpServletRequest request, HttpServletResponse response, ErrorCode code, String detail)
			throws IOException {
		if (response.isCommitted()) {
			return;
		}
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("type", "about:blank");
		problem.put("title", code.status().getReasonPhrase());
		problem.put("status", code.status().value());
		problem.put("detail", detail);
		problem.put("instance", request.getRequestURI());
		problem.put("code", code.code());
		byte[] body = MAPPER.writeValueAsBytes(problem);
		response.resetBuffer();
		response.setStatus(code.status().value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
