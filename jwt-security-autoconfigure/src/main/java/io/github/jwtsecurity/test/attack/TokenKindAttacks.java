package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with tokens of the issuer for another purpose, from another issuer, or for
 * another audience.
 */
final class TokenKindAttacks implements AttackGroup {

	private static final AttackFamily TYPE = new AttackFamily("Other kind of token", "RFC 8725, section 3.11",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily ID_TOKEN = new AttackFamily("ID token", "RFC 8725, section 3.12",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily BOUND = new AttackFamily("Token bound to a key", "RFC 7800, section 3",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily ISSUER = new AttackFamily("Other issuer", "RFC 8725, section 3.8",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily AUDIENCE = new AttackFamily("Other audience", "RFC 8725, section 3.9",
			Expectation.UNAUTHORIZED);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		List<Attack> attacks = new ArrayList<>();
		for (String type : List.of("\"id_token\"", "\"JWE\"", "\"refresh+jwt\"", "\"logout+jwt\"", "\"dpop+jwt\"",
				"\"secevent+jwt\"", "1", "[\"JWT\"]")) {
			attacks.add(TYPE.attack("`typ` is `" + type + "`",
					() -> target.presentSigned(target.tokens().header().with("typ", type), target.tokens().claims())));
		}
		for (String type : List.of("\"refresh\"", "\"id\"", "\"Refresh\"", "1", "[\"access\"]")) {
			attacks.add(claim(TYPE, "token_type", type, target));
		}
		attacks.add(claim(ID_TOKEN, "nonce", "\"n-0S6_WzA2Mj\"", target));
		attacks.add(claim(ID_TOKEN, "at_hash", "\"77QmUPtjPfzWtF2AnpK9RQ\"", target));
		attacks.add(claim(ID_TOKEN, "c_hash", "\"LDktKdoQak3Pk0cnXxCltA\"", target));
		attacks.add(claim(BOUND, "cnf", "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}", target));
		attacks.addAll(party(ISSUER, "iss", target));
		attacks.addAll(party(AUDIENCE, "aud", target));
		return attacks;
	}

	/**
	 * Returns attacks with another issuer or audience. An application that checks neither
	 * accepts tokens without the claim.
	 */
	private static List<Attack> party(AttackFamily family, String name, AttackTarget target) {
		JsonText claims = target.tokens().claims();
		if (!claims.has(name)) {
			return List.of(family.skipped("`" + name + "` is another one",
					"the test tokens have no `" + name + "`, since none is configured"));
		}
		List<Attack> attacks = new ArrayList<>();
		attacks.add(family.attack("`" + name + "` is missing", () -> target.presentClaims(claims.without(name))));
		for (String json : List.of("\"https://attacker.example\"", "[\"https://attacker.example\"]", "[]", "\"\"", "1",
				"{}")) {
			attacks.add(claim(family, name, json, target));
		}
		return attacks;
	}

	private static Attack claim(AttackFamily family, String name, String json, AttackTarget target) {
		return family.attack("`%s` is `%s`".formatted(name, json),
				() -> target.presentClaims(target.tokens().claims().with(name, json)));
	}

}
