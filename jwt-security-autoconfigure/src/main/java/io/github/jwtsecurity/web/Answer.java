package io.github.jwtsecurity.web;

import java.util.Map;

import org.springframework.http.HttpStatus;

/**
 * What an endpoint of the library answers.
 *
 * @param status the status
 * @param content the JSON object, empty for no body
 */
record Answer(HttpStatus status, Map<String, Object> content) {

	static Answer noContent() {
		return new Answer(HttpStatus.NO_CONTENT, Map.of());
	}

	/**
	 * Without the content, which may have a token in it.
	 */
	@Override
	public String toString() {
		return "Answer[status=" + this.status + "]";
	}

}
