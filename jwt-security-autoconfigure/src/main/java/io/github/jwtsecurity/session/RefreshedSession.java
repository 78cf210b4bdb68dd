package io.github.jwtsecurity.session;

/**
 * A session whose refresh token was exchanged.
 *
 * @param <T> the type of the further result
 * @param session the session after the exchange
 * @param refreshToken the new refresh token, which only the client may see
 * @param granted the further result, from the function of the caller
 */
public record RefreshedSession<T>(Session session, String refreshToken, T granted) {

	/**
	 * Returns a text without the refresh token and the further result, which may contain
	 * a token.
	 */
	@Override
	public String toString() {
		return "RefreshedSession[session=" + this.session + "]";
	}

}
