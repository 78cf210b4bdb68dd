package io.github.jwtsecurity.session;

import io.github.jwtsecurity.event.Client;

/**
 * A session with its first refresh token, not yet stored.
 *
 * @param session the session, whose id goes into the claim {@code sid} of its access
 * tokens
 * @param refreshToken the refresh token, for the client alone
 * @param client the origin of the request
 */
public record NewSession(Session session, String refreshToken, Client client) {

	/**
	 * Leaves the token out.
	 */
	@Override
	public String toString() {
		return "NewSession[session=" + this.session + "]";
	}

}
