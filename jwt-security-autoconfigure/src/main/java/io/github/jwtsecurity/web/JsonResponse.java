package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A writer of JSON that does not depend on the application's settings for JSON. Caches
 * must not store the responses. It is public for other packages of the library.
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
	public static void write(HttpServletResponse response, HttpStatus status, MediaType type,
			Map<String, Object> content) throws IOException {
		byte[] body = MAPPER.writeValueAsBytes(content);
		response.setStatus(status.value());
		response.setContentType(type.toString());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
