package io.github.jwtsecurity.session;

import io.github.jwtsecurity.event.Client;

/**
 * A session with its first refresh token, not yet stored.
 *
 * @param session the session, whose id becomes the claim {@code sid} of its access tokens
 * @param refreshToken the refresh token, which only the client may see
 * @param client the origin of the request
 */
public record NewSession(Session session, String refreshToken, Client client) {

	/**
	 * Returns a text without the refresh token.
	 */
	@Override
	public String toString() {
		return "NewSession[session=" + this.session + "]";
	}

}
