package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Writes what the library has to say, whatever the application's settings for JSON are.
 * None of it is to be kept by a cache.
 */
final class JsonResponse {

	private static final JsonMapper MAPPER = new JsonMapper();

	private JsonResponse() {
	}

	static void write(HttpServletResponse response, HttpStatus status, MediaType type, Map<String, Object> content)
			throws IOException {
		byte[] body = MAPPER.writeValueAsBytes(content);
		response.setStatus(status.value());
		response.setContentType(type.toString());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
