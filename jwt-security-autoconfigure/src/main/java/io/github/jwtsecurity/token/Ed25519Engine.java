package io.github.jwtsecurity.token;

/**
 * Does the arithmetic of Ed25519 for one public key.
 */
@FunctionalInterface
interface Ed25519Engine {

	/**
	 * Verifies a signature.
	 * @param message what was signed
	 * @param signature 64 bytes, S reduced
	 * @return whether the signature is valid
	 */
	boolean verify(byte[] message, byte[] signature);

}
