package io.github.jwtsecurity.token;

/**
 * The arithmetic of Ed25519 for one public key.
 */
@FunctionalInterface
interface Ed25519Engine {

	/**
	 * Verifies a signature.
	 * @param message the signed bytes
	 * @param signature the signature of 64 bytes, whose S is reduced
	 * @return whether the signature is valid
	 */
	boolean verify(byte[] message, byte[] signature);

}
