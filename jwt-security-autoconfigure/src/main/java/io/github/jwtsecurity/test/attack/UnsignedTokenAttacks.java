package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with tokens that claim to need no signature.
 */
final class UnsignedTokenAttacks implements AttackGroup {

	private static final AttackFamily NONE = new AttackFamily("Unsigned token", "RFC 8725, section 3.2",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily REMOVED = new AttackFamily("Signature removed", "RFC 7515, section 5.2",
			Expectation.UNAUTHORIZED);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		SignedTokens tokens = target.tokens();
		List<Attack> attacks = new ArrayList<>();
		for (String algorithm : List.of("none", "None", "NONE", "nOnE", "none ", "")) {
			String input = TokenText.input(tokens.header().with("alg", JsonText.quoted(algorithm)), tokens.claims());
			attacks.add(NONE.attack("`alg` is `\"" + algorithm + "\"`", () -> target.present(input + ".")));
		}
		String none = TokenText.input(tokens.header().with("alg", "\"none\""), tokens.claims());
		String signature = TokenText.part(tokens.valid(), 2);
		attacks.add(NONE.attack("`alg` is `\"none\"`, two parts", () -> target.present(none)));
		attacks.add(NONE.attack("`alg` is `\"none\"`, the signature is kept",
				() -> target.present(none + "." + signature)));
		String missing = TokenText.input(tokens.header().without("alg"), tokens.claims());
		attacks.add(NONE.attack("`alg` is missing", () -> target.present(missing + ".")));
		String isNull = TokenText.input(tokens.header().with("alg", "null"), tokens.claims());
		attacks.add(NONE.attack("`alg` is `null`", () -> target.present(isNull + ".")));
		String input = TokenText.input(tokens.header(), tokens.claims());
		attacks.add(REMOVED.attack("an empty third part", () -> target.present(input + ".")));
		attacks.add(REMOVED.attack("two parts", () -> target.present(input)));
		return attacks;
	}

}
