package io.github.jwtsecurity.test.attack;

import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;

/**
 * A source of tokens that the application accepts.
 */
interface TokenSource {

	/**
	 * Returns a valid token of a user.
	 */
	String token(String userId);

	/**
	 * Returns the signature of a text by the key of the application.
	 * @param input the text, in ASCII
	 * @return the signature in base64url
	 */
	String sign(String input);

	/**
	 * Returns the public keys of the application, empty for a secret.
	 */
	List<JWK> publicKeys();

	/**
	 * Returns the name of the claim that holds the user id.
	 */
	String userIdClaim();

	/**
	 * Returns the tokens of the other issuers that the application accepts.
	 */
	List<TokenSource> others();

	/**
	 * Returns the time of the application.
	 */
	Instant now();

}
