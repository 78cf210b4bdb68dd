package io.github.jwtsecurity.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwtsecurity.token.ConfiguredIssuer;

/**
 * The tokens that an application must refuse.
 */
final class RefusedTokens {

	private static final String OTHER = "https://other.example";

	private RefusedTokens() {
	}

	/**
	 * Creates the tokens.
	 * @param issuer the issuer of the tokens
	 * @param accepted the builder of accepted tokens
	 * @return the tokens by their faults
	 */
	static Map<String, String> of(TestIssuer issuer, Supplier<TestTokenBuilder> accepted) {
		ConfiguredIssuer configuration = issuer.configuration();
		Map<String, String> tokens = new LinkedHashMap<>();
		tokens.put("expired", accepted.get().expired().build());
		tokens.put("not yet valid", accepted.get().notYetValid().build());
		tokens.put("signed with a foreign key", accepted.get().signedWithForeignKey().build());
		tokens.put("unsigned", accepted.get().unsigned().build());
		if (configuration.issuer() != null) {
			tokens.put("of another issuer", accepted.get().claim("iss", OTHER).build());
		}
		if (!configuration.audiences().isEmpty()) {
			tokens.put("for another audience", accepted.get().claim("aud", OTHER).build());
			tokens.put("for no audience", accepted.get().withoutClaim("aud").build());
		}
		tokens.put("of another type", accepted.get().header("typ", "logout+jwt").build());
		tokens.put("a refresh token", accepted.get().claim("token_type", "refresh").build());
		tokens.put("an ID token", accepted.get().claim("nonce", "n").build());
		tokens.put("with a blank user id", accepted.get().claim(configuration.userIdClaim(), " ").build());
		tokens.put("without a user id", accepted.get().withoutUserId().build());
		tokens.put("without iat", accepted.get().withoutClaim("iat").build());
		tokens.put("without exp", accepted.get().withoutClaim("exp").build());
		configuration.requiredClaims()
			.forEach((name) -> tokens.put("without " + name, accepted.get().withoutClaim(name).build()));
		addMalformed(accepted.get().build(), tokens);
		return tokens;
	}

	private static void addMalformed(String token, Map<String, String> tokens) {
		String[] parts = token.split("\\.");
		tokens.put("without its last part", parts[0] + "." + parts[1]);
		tokens.put("with a fourth part", token + "." + parts[2]);
		tokens.put("with half a signature",
				parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() / 2));
		tokens.put("with padding", token + "=");
		tokens.put("not a token", "token");
	}

}
