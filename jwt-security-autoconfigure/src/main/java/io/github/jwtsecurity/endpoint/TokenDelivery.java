package io.github.jwtsecurity.endpoint;

/**
 * The places in which a client gets its tokens. No token is in two places, so that a
 * script of a page never reads one that is in a cookie.
 */
enum TokenDelivery {

	/** The access token and the refresh token are in the body of the response. */
	BODY(true, true),

	/** The access token and the refresh token are in cookies. */
	COOKIES(false, false),

	/** The refresh token is in a cookie, and the access token in the body. */
	REFRESH_COOKIE(true, false);

	private final boolean accessTokenInBody;

	private final boolean refreshTokenInBody;

	TokenDelivery(boolean accessTokenInBody, boolean refreshTokenInBody) {
		this.accessTokenInBody = accessTokenInBody;
		this.refreshTokenInBody = refreshTokenInBody;
	}

	boolean isAccessTokenInBody() {
		return this.accessTokenInBody;
	}

	boolean isRefreshTokenInBody() {
		return this.refreshTokenInBody;
	}

}
