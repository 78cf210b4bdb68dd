package io.github.jwtsecurity.mail;

import java.net.URI;

/**
 * The links in mails. The token is in the fragment, which browsers send to no server:
 * neither in the request nor in the header {@code Referer} (RFC 3986, section 3.5).
 */
final class MailLinks {

	private final String baseUrl;

	private final MailProperties properties;

	MailLinks(MailProperties properties) {
		String address = properties.requiredBaseUrl().toString();
		this.baseUrl = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
		this.properties = properties;
	}

	/**
	 * Returns the link to the page of the front end that uses a token.
	 * @param purpose the purpose of the token
	 * @param token the text of the token
	 */
	URI link(TokenPurpose purpose, String token) {
		String path = switch (purpose) {
			case VERIFY_EMAIL -> this.properties.verifyPath();
			case RESET_PASSWORD -> this.properties.resetPath();
			case CHANGE_EMAIL, REVERT_EMAIL -> this.properties.emailPath();
		};
		String action = (purpose == TokenPurpose.REVERT_EMAIL) ? "&action=revert" : "";
		return URI.create(this.baseUrl + path + "#token=" + token + action);
	}

}
