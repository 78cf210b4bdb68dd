package io.github.jwtsecurity.test;

import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

/**
 * A signer of tokens whose text no {@link TestTokenBuilder} can produce.
 *
 * @hidden
 */
public final class TestTokenSigner {

	private final TestTokens tokens;

	private final TestIssuer issuer;

	private TestTokenSigner(TestTokens tokens, TestIssuer issuer) {
		this.tokens = tokens;
		this.issuer = issuer;
	}

	/**
	 * Returns the signers of all issuers.
	 * @param tokens the tokens of the application under test
	 * @return the signers, with that of the home issuer first
	 */
	public static List<TestTokenSigner> all(TestTokens tokens) {
		return tokens.issuers().stream().map((issuer) -> new TestTokenSigner(tokens, issuer)).toList();
	}

	/**
	 * Returns a token that the application accepts.
	 * @param userId the value of the user id claim
	 * @return the token, in compact form
	 */
	public String token(String userId) {
		return this.tokens.forUser(userId, this.issuer.configuration().name()).build();
	}

	/**
	 * Signs a text with the key of the issuer.
	 * @param signingInput the text
	 * @return the signature in base64url
	 */
	public String sign(String signingInput) {
		return this.issuer.key().signature(signingInput);
	}

	/**
	 * Returns the public key of the issuer.
	 * @return the key, {@code null} if the issuer signs with a secret
	 */
	public @Nullable JWK publicKey() {
		return this.issuer.key().publicKey();
	}

	/**
	 * Returns the name of the claim that holds the user id.
	 * @return the name
	 */
	public String userIdClaim() {
		return this.issuer.configuration().userIdClaim();
	}

	/**
	 * Returns the time of the application.
	 * @return the time
	 */
	public Instant now() {
		return this.tokens.now();
	}

}
