package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Set;

/**
 * Verifies the signature of a token with the keys that are accepted now.
 */
interface SignatureVerifier {

	/**
	 * Returns normally when an accepted key made the signature.
	 * @param jws the token
	 * @return that key
	 * @throws InvalidTokenException if no accepted key made it, or its algorithm is not
	 * on the list
	 */
	AcceptedKey verify(CompactJws jws);

	/**
	 * Returns which algorithms are accepted.
	 * @return their names (RFC 7518, section 3.1)
	 */
	Set<String> algorithms();

	/**
	 * Returns which keys are known now.
	 * @return what they are called by {@code kid}, without those that have no name
	 */
	List<String> keyIds();

}
