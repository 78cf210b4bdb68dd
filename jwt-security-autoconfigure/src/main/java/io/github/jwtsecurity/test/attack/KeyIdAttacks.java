package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with a key id that the application could use to find a key of the attacker.
 */
final class KeyIdAttacks implements AttackGroup {

	private static final AttackFamily FAMILY = new AttackFamily("Key id", "RFC 8725, section 3.10",
			Expectation.UNAUTHORIZED);

	private static final int LONG = 2_000;

	@Override
	public List<Attack> attacks(AttackTarget target) {
		List<Attack> attacks = new ArrayList<>();
		attacks.add(secret("a path to an empty file", "../../../../../../../../dev/null", "\0", target));
		attacks.add(secret("a path to a known file", "../../../../../../../../proc/sys/kernel/randomize_va_space",
				"2\n", target));
		attacks.add(secret("an SQL statement that selects the secret", "x' UNION SELECT 'attacker' -- ", "attacker",
				target));
		attacks.add(forged("an address of the attacker", JsonText.quoted(target.attacker().url("/kid")), target));
		attacks.add(forged("unknown", JsonText.quoted(target.tokens().attacker().keyId()), target));
		attacks.add(forged("a line break and a header", JsonText.quoted("x\r\nSet-Cookie: x=y"), target));
		attacks.add(forged("2,000 characters", JsonText.quoted("x".repeat(LONG)), target));
		attacks.add(forged("empty", "\"\"", target));
		for (String json : List.of("null", "1", "true", "[]", "{}")) {
			attacks.add(forged("`" + json + "`", json, target));
		}
		attacks.addAll(others(target));
		SignedTokens tokens = target.tokens();
		attacks.add(FAMILY.attack("missing, signed by the attacker",
				() -> target.present(tokens.attacker().sign(tokens.header().without("kid"), tokens.claims()))));
		return attacks;
	}

	private static List<Attack> others(AttackTarget target) {
		List<String> tokens = target.tokens().ofOtherIssuers();
		String sent = "that of another issuer, signed by the other issuer";
		return tokens.isEmpty() ? List.of(FAMILY.skipped(sent, "the application accepts one issuer"))
				: tokens.stream().map((token) -> FAMILY.attack(sent, () -> target.present(token))).toList();
	}

	private static Attack forged(String sent, String kid, AttackTarget target) {
		SignedTokens tokens = target.tokens();
		return FAMILY.judged(sent + ", signed by the attacker", () -> target.withoutFetch(FAMILY.expectation(),
				() -> target.present(tokens.attacker().sign(tokens.header().with("kid", kid), tokens.claims()))));
	}

	/**
	 * Returns an attack with a secret that is the content of the file or of the row.
	 */
	private static Attack secret(String sent, String kid, String secret, AttackTarget target) {
		SignedTokens tokens = target.tokens();
		String input = TokenText.input(tokens.header().with("alg", "\"HS256\"").with("kid", JsonText.quoted(kid)),
				tokens.claims());
		byte[] signature = HmacSignature.sign("HS256", secret.getBytes(StandardCharsets.UTF_8), input);
		return FAMILY.attack(sent, () -> target.present(input + "." + TokenText.encode(signature)));
	}

}
