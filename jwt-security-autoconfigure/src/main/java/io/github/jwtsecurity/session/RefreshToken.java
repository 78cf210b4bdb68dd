package io.github.jwtsecurity.session;

/**
 * A refresh token that this service has issued.
 *
 * @param text the token in the form that the client has
 * @param sessionId the id of its session
 * @param generation the number of earlier tokens of the session
 */
record RefreshToken(String text, String sessionId, int generation) {

	/**
	 * Returns the hash that is stored of the token. The token has 256 random bits, so a
	 * plain hash is sufficient.
	 * @return the SHA-256 in lowercase hexadecimal digits
	 */
	String hash() {
		return RefreshTokenCodec.hash(this.text);
	}

	/**
	 * Returns a text without the token.
	 */
	@Override
	public String toString() {
		return "RefreshToken[sessionId=%s, generation=%s]".formatted(this.sessionId, this.generation);
	}

}
