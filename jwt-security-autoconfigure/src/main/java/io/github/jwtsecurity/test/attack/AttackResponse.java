package io.github.jwtsecurity.test.attack;

import java.util.List;

import io.github.jwtsecurity.test.attack.AttackRequest.Header;

/**
 * A response.
 *
 * @param status the status code, 0 if the connection was closed without a response
 * @param headers the headers
 * @param body the body
 */
record AttackResponse(int status, List<Header> headers, String body) {

	boolean isSuccessful() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Returns the values of all headers with a name.
	 */
	List<String> headers(String name) {
		return this.headers.stream()
			.filter((header) -> header.name().equalsIgnoreCase(name))
			.map(Header::value)
			.toList();
	}

	/**
	 * Returns a text without the headers and the body, which may hold tokens.
	 */
	@Override
	public String toString() {
		return "status " + this.status;
	}

}
