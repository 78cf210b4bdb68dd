package io.github.jwtsecurity.event;

/**
 * The method and path of a request. Both texts come from the client: neutralise them
 * before they are logged or shown.
 *
 * @param method the method (RFC 9110, section 9)
 * @param path the path as it was sent, without the query, which may contain secrets
 */
public record RequestLine(String method, String path) {

	/**
	 * Returns a text without the values that come from the client.
	 */
	@Override
	public String toString() {
		return "RequestLine[]";
	}

}
