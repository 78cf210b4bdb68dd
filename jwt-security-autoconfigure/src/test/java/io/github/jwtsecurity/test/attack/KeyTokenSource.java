package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.SigningKeys;

/**
 * A source of tokens that are signed with a key of the test.
 *
 * @param key the secret or the key pair
 * @param algorithm the algorithm
 * @param claims further claims
 * @param others the tokens of other issuers
 */
record KeyTokenSource(JWK key, String algorithm, Map<String, Object> claims,
		List<TokenSource> others) implements TokenSource {

	static KeyTokenSource secret() {
		return new KeyTokenSource(
				new OctetSequenceKey.Builder(TestTokens.SECRET.getBytes(StandardCharsets.UTF_8)).build(), "HS256",
				Map.of(), List.of());
	}

	@Override
	public String token(String userId) {
		Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", this.algorithm, "typ", "JWT"));
		if (this.key.getKeyID() != null) {
			header.put("kid", this.key.getKeyID());
		}
		Map<String, Object> all = TestTokens.claims(userId);
		all.putAll(this.claims);
		return SigningKeys.token(this.key, header, all);
	}

	@Override
	public String sign(String input) {
		return TestTokens.encode(SigningKeys.sign(this.key, this.algorithm, input.getBytes(StandardCharsets.US_ASCII)));
	}

	@Override
	public List<JWK> publicKeys() {
		return (this.key instanceof OctetSequenceKey) ? List.of() : List.of(this.key.toPublicJWK());
	}

	@Override
	public String userIdClaim() {
		return "user_id";
	}

	@Override
	public Instant now() {
		return Instant.now();
	}

}
