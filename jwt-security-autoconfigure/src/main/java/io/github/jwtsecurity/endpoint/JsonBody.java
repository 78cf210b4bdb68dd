package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.token.StrictJson;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.FieldError;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The body of a request to one of the library's endpoints: a small JSON object. Spring
 * MVC does not read it, because Spring MVC logs what it has read, and because the
 * application's settings for JSON must not change the meaning of a login.
 */
final class JsonBody {

	private static final int MAX_LENGTH = 16 * 1024;

	private final Map<String, Object> fields;

	private final List<FieldError> errors = new ArrayList<>();

	private JsonBody(Map<String, Object> fields) {
		this.fields = fields;
	}

	/**
	 * Reads the body.
	 * @param request the request
	 * @return the body
	 * @throws ProblemException if the body has another type, is too large or is not a
	 * JSON object
	 */
	static JsonBody read(HttpServletRequest request) throws IOException {
		if (!isJson(request.getContentType())) {
			throw new ProblemException(Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
		}
		return parse(readBytes(request));
	}

	/**
	 * Reads a body of which one field is needed.
	 * @param request the request
	 * @param name the name of the field
	 * @return the text of the field
	 * @throws ProblemException if the body has another type, is too large or is not a
	 * JSON object, or the field is missing, blank or not a text
	 */
	static String readText(HttpServletRequest request, String name) throws IOException {
		JsonBody body = read(request);
		String text = body.text(name);
		body.requireComplete();
		return text;
	}

	/**
	 * Reads the body of a request that need not have one.
	 * @param request the request
	 * @return the body; a body without fields if the request has none
	 * @throws ProblemException if the body has another type, is too large or is not a
	 * JSON object
	 */
	static JsonBody readIfPresent(HttpServletRequest request) throws IOException {
		byte[] body = readBytes(request);
		if (body.length == 0) {
			return new JsonBody(Map.of());
		}
		if (!isJson(request.getContentType())) {
			throw new ProblemException(Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
		}
		return parse(body);
	}

	private static byte[] readBytes(HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(MAX_LENGTH + 1);
		if (body.length > MAX_LENGTH) {
			throw new ProblemException(Problem.of(ErrorCode.PAYLOAD_TOO_LARGE));
		}
		return body;
	}

	private static JsonBody parse(byte[] body) {
		Map<String, Object> fields = StrictJson.parse(body);
		if (fields == null) {
			throw new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST,
					"The body is not one JSON object in UTF-8 with unique keys."));
		}
		return new JsonBody(fields);
	}

	/**
	 * Returns the text of a required field.
	 * @param name the name of the field
	 * @return the text; an empty text, with an error recorded, if the field is missing,
	 * blank or not a text
	 */
	String text(String name) {
		if (this.fields.get(name) instanceof String text && !text.isBlank()) {
			return text;
		}
		reject(name, "must be a text that is not blank");
		return "";
	}

	/**
	 * Returns the text of an optional field.
	 * @param name the name of the field
	 * @return the text; {@code null} if the field is missing or {@code null}, or, with an
	 * error recorded, if it is blank or not a text
	 */
	@Nullable String textIfPresent(String name) {
		if (this.fields.get(name) == null) {
			return null;
		}
		String text = text(name);
		return text.isEmpty() ? null : text;
	}

	/**
	 * Records an error of a field whose value is not allowed.
	 * @param name the name of the field
	 * @param message the rest of a sentence about the field, without its value
	 */
	void reject(String name, String message) {
		this.errors.add(new FieldError(name, message));
	}

	/**
	 * Returns the text of an optional field, and ignores any other value.
	 * @param name the name of the field
	 * @return the text, {@code null} if the field is missing or not a text
	 */
	@Nullable String textOrNull(String name) {
		return (this.fields.get(name) instanceof String text) ? text : null;
	}

	/**
	 * Requires that no error was recorded.
	 * @throws ProblemException if an error was recorded
	 */
	void requireComplete() {
		if (!this.errors.isEmpty()) {
			throw new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST, this.errors));
		}
	}

	private static boolean isJson(@Nullable String contentType) {
		try {
			return contentType != null
					&& MediaType.parseMediaType(contentType).equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
