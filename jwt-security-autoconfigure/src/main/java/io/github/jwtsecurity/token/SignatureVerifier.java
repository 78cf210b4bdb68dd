package io.github.jwtsecurity.token;

/**
 * Verifies the signature of a token with the keys that are accepted now.
 */
@FunctionalInterface
interface SignatureVerifier {

	/**
	 * Returns normally when an accepted key made the signature.
	 * @param jws the token
	 * @throws InvalidTokenException if no accepted key made it, or its algorithm is not
	 * on the list
	 */
	void verify(CompactJws jws);

}
