package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Set;

/**
 * A verifier of the signatures of tokens, with the keys that are accepted now.
 */
interface SignatureVerifier {

	/**
	 * Checks the algorithm of a token. {@link #verify} repeats this check.
	 * @param jws the token
	 * @throws InvalidTokenException if the algorithm is not accepted
	 */
	void requireAlgorithm(CompactJws jws);

	/**
	 * Verifies the signature of a token.
	 * @param jws the token
	 * @return the key that made the signature
	 * @throws InvalidTokenException if no accepted key made the signature, or the
	 * algorithm is not accepted
	 */
	AcceptedKey verify(CompactJws jws);

	/**
	 * Returns the accepted algorithms.
	 * @return the names of the algorithms (RFC 7518, section 3.1)
	 */
	Set<String> algorithms();

	/**
	 * Returns the ids of the keys that are known now.
	 * @return the values of {@code kid}; keys without an id are omitted
	 */
	List<String> keyIds();

	/**
	 * Returns whether there is a key for an accepted algorithm. If no key is known, the
	 * keys are requested from the issuer, within the limits that apply to tokens.
	 * @return {@code false} if no token can be verified now
	 */
	boolean hasKeys();

	/**
	 * Returns whether a key for an accepted algorithm is known. This method neither waits
	 * nor requests keys.
	 */
	default boolean knowsKeys() {
		return hasKeys();
	}

	/**
	 * Requests the keys from the issuer if none are known, within the limits that apply
	 * to tokens. This method does not wait for them.
	 */
	default void requestKeys() {
	}

}
