package io.github.jwtsecurity.test.attack;

import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import io.github.jwtsecurity.test.TestTokenSigner;
import io.github.jwtsecurity.test.TestTokens;

/**
 * The test tokens of the application.
 *
 * @param signer the signer of an issuer
 * @param others the tokens of the other issuers
 */
record TestTokenSource(TestTokenSigner signer, List<TokenSource> others) implements TokenSource {

	static TestTokenSource of(TestTokens tokens) {
		List<TestTokenSigner> signers = TestTokenSigner.all(tokens);
		return new TestTokenSource(signers.get(0),
				signers.stream().skip(1).<TokenSource>map((signer) -> new TestTokenSource(signer, List.of())).toList());
	}

	@Override
	public String token(String userId) {
		return this.signer.token(userId);
	}

	@Override
	public String sign(String input) {
		return this.signer.sign(input);
	}

	@Override
	public List<JWK> publicKeys() {
		JWK key = this.signer.publicKey();
		return (key != null) ? List.of(key) : List.of();
	}

	@Override
	public String userIdClaim() {
		return this.signer.userIdClaim();
	}

	@Override
	public Instant now() {
		return this.signer.now();
	}

}
