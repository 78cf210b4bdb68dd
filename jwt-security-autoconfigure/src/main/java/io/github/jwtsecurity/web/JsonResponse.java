package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * A writer of JSON that does not depend on the application's settings for JSON. Caches
 * must not store the responses.
 *
 * @hidden
 */
public final class JsonResponse {

	private static final JsonMapper MAPPER = new JsonMapper();

	private JsonResponse() {
	}

	/**
	 * Writes a response.
	 * @param response the response, which is not committed
	 * @param status the status
	 * @param type the content type
	 * @param content the JSON object
	 * @throws IOException if the response cannot be written
	 */
	public static void write(HttpServletResponse response, HttpStatusCode status, MediaType type,
			Map<String, Object> content) throws IOException {
		write(response, status, type, toBytes(content));
	}

	static void write(HttpServletResponse response, HttpStatusCode status, MediaType type, byte[] body)
			throws IOException {
		response.setStatus(status.value());
		response.setContentType(type.toString());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	static byte[] toBytes(Map<String, Object> content) {
		return MAPPER.writeValueAsBytes(content);
	}

}
