package io.github.jwtsecurity.event;

/**
 * What a request asked for. Both texts are the client's own words: neutralise them before
 * they are logged or shown.
 *
 * @param method the method (RFC 9110, section 9)
 * @param path the path as it was sent, without the query, which may hold secrets
 */
public record RequestLine(String method, String path) {

	/**
	 * Leaves the client's own words out.
	 */
	@Override
	public String toString() {
		return "RequestLine[]";
	}

}
