package io.github.jwtsecurity.test;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * A response to a request to a guarded route.
 *
 * @param status the HTTP status
 * @param code the code of the problem, {@code null} if the body is not a problem
 */
record GuardedResponse(int status, @Nullable String code) {

	private static final JsonMapper MAPPER = new JsonMapper();

	static GuardedResponse of(int status, @Nullable String contentType, String body) {
		return new GuardedResponse(status, isProblem(contentType) ? code(body) : null);
	}

	static boolean isProblem(@Nullable String contentType) {
		return contentType != null && contentType.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
	}

	private static @Nullable String code(String body) {
		try {
			JsonNode code = MAPPER.readTree(body).get("code");
			return (code != null) ? code.asString() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	boolean is(int expectedStatus, String expectedCode) {
		return this.status == expectedStatus && expectedCode.equals(this.code);
	}

	@Override
	public String toString() {
		return this.status + ((this.code != null) ? " " + this.code : "");
	}

}
