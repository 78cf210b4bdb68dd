package io.github.jwtsecurity.session;

/**
 * A session whose refresh token was exchanged.
 *
 * @param <T> what else the user gets
 * @param session the session as it is now
 * @param refreshToken the refresh token that follows, for the client alone
 * @param granted what the caller's own function has made
 */
public record RefreshedSession<T>(Session session, String refreshToken, T granted) {

	/**
	 * Leaves the token out, and what may have one in it.
	 */
	@Override
	public String toString() {
		return "RefreshedSession[session=" + this.session + "]";
	}

}
