package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Attacks with tokens that bring their own key, or its address.
 */
final class EmbeddedKeyAttacks implements AttackGroup {

	private static final AttackFamily EMBEDDED = new AttackFamily("Embedded key", "RFC 8725, section 3.10",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily EXTENSION = new AttackFamily("Critical extension", "RFC 7515, section 4.1.11",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily UNENCODED = new AttackFamily("Unencoded payload", "RFC 7797, section 6",
			Expectation.UNAUTHORIZED);

	private final AttackerKey certified = AttackerKey.create("RS256");

	@Override
	public List<Attack> attacks(AttackTarget target) {
		AttackerKey own = target.tokens().attacker();
		String certificate = Base64.getEncoder().encodeToString(this.certified.certificate());
		List<Attack> attacks = new ArrayList<>();
		attacks.add(embedded("jwk", own.jwk(), own, target));
		attacks.add(embedded("jku", JsonText.quoted(target.attacker().url("/jwks.json")), own, target));
		attacks.add(embedded("x5c", "[" + JsonText.quoted(certificate) + "]", this.certified, target));
		attacks
			.add(embedded("x5u", JsonText.quoted(target.attacker().url("/certificate.pem")), this.certified, target));
		attacks.add(signed(EXTENSION, "crit", "[\"exp\"]", target));
		attacks.add(signed(EXTENSION, "crit", "[\"unknown\"]", target));
		attacks.add(signed(EXTENSION, "crit", "[]", target));
		attacks.add(signed(EXTENSION, "crit", "null", target));
		attacks.add(signed(UNENCODED, "b64", "false", target));
		attacks.add(unencoded(target));
		return attacks;
	}

	private static Attack embedded(String name, String json, AttackerKey key, AttackTarget target) {
		SignedTokens tokens = target.tokens();
		JsonText header = tokens.header()
			.with("alg", JsonText.quoted(key.algorithm()))
			.with("kid", JsonText.quoted(key.keyId()))
			.with(name, json);
		return EMBEDDED.judged("`" + name + "` with a key of the attacker", () -> target
			.withoutFetch(EMBEDDED.expectation(), () -> target.present(key.sign(header, tokens.claims()))));
	}

	private static Attack signed(AttackFamily family, String name, String json, AttackTarget target) {
		SignedTokens tokens = target.tokens();
		return family.attack("`%s` is `%s`, signed by the issuer".formatted(name, json),
				() -> target.presentSigned(tokens.header().with(name, json), tokens.claims()));
	}

	/**
	 * Returns an attack with a payload that is signed without its encoding.
	 */
	private static Attack unencoded(AttackTarget target) {
		SignedTokens tokens = target.tokens();
		String header = TokenText.encode(tokens.header().with("b64", "false").with("crit", "[\"b64\"]").toString());
		String claims = tokens.claims().toString();
		return UNENCODED.attack("`b64` is `false` and critical, signed by the issuer", () -> target
			.present(header + "." + TokenText.encode(claims) + "." + tokens.signatureOf(header + "." + claims)));
	}

}
