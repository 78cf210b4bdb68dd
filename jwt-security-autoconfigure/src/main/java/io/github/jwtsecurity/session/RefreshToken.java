package io.github.jwtsecurity.session;

/**
 * A refresh token that this service has issued.
 *
 * @param text what the client has
 * @param sessionId the id of its session
 * @param generation how many tokens of the session were before it
 */
record RefreshToken(String text, String sessionId, int generation) {

	/**
	 * What is stored of the token. It has 256 random bits, so a plain hash is enough.
	 * @return the SHA-256 in lowercase hexadecimal digits
	 */
	String hash() {
		return RefreshTokenCodec.hash(this.text);
	}

	/**
	 * Leaves the token out.
	 */
	@Override
	public String toString() {
		return "RefreshToken[sessionId=%s, generation=%s]".formatted(this.sessionId, this.generation);
	}

}
