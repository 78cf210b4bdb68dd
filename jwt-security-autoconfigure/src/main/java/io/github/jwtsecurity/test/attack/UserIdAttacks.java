package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Attacks with tokens of the issuer that name no user, or a user with a similar id.
 */
final class UserIdAttacks implements AttackGroup {

	private static final AttackFamily MISSING = new AttackFamily("No user id", "RFC 7519, section 4.1.2",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily SIMILAR = new AttackFamily("Similar user id", "OWASP API1:2023",
			Expectation.NO_ACCESS);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		JsonText claims = target.tokens().claims();
		String name = target.tokens().userIdClaim();
		String owner = JsonText.quoted(target.owner());
		List<Attack> attacks = new ArrayList<>();
		attacks
			.add(MISSING.attack("`%s` is missing".formatted(name), () -> target.presentClaims(claims.without(name))));
		for (String other : List.of("sub", "user_id", "userId", "uid", "id")) {
			if (!other.equals(name)) {
				attacks.add(MISSING.attack("only `%s` names the user".formatted(other),
						() -> target.presentClaims(claims.without(name).with(other, owner))));
			}
		}
		for (String json : List.of("null", "true", "\"\"", "\" \"", "{}", "[]", "1.5", "1e3", "99999999999999999999",
				"\"\\ud800\"")) {
			attacks.add(MISSING.attack("`%s` is `%s`".formatted(name, json),
					() -> target.presentClaims(claims.with(name, json))));
		}
		attacks.add(MISSING.attack("`%s` is an array with the user id".formatted(name),
				() -> target.presentClaims(claims.with(name, "[" + owner + "]"))));
		attacks.add(MISSING.attack("`%s` is an object with the user id".formatted(name),
				() -> target.presentClaims(claims.with(name, "{\"id\":" + owner + "}"))));
		attacks.addAll(similar(target));
		return attacks;
	}

	private static List<Attack> similar(AttackTarget target) {
		if (!target.hasUserId()) {
			return List.of(SIMILAR.skipped("the user id in other notations", AttackTarget.NO_USER_ID));
		}
		String owner = target.owner();
		List<Attack> attacks = new ArrayList<>();
		attacks.add(similar("a space at the end", owner + " ", target));
		attacks.add(similar("a space at the beginning", " " + owner, target));
		attacks.add(similar("a null character at the end", owner + "\0", target));
		attacks.add(similar("an invisible character at the end", owner + "\u200b", target));
		attacks.add(similar("the first half", owner.substring(0, owner.length() / 2), target));
		attacks.add(similar("a wildcard", "*", target));
		String upperCase = owner.toUpperCase(Locale.ROOT);
		attacks.add(upperCase.equals(owner) ? SIMILAR.skipped("upper case", "the user id has no lower-case letter")
				: similar("upper case", upperCase, target));
		return attacks;
	}

	private static Attack similar(String sent, String userId, AttackTarget target) {
		return SIMILAR.attack(sent, () -> target
			.presentClaims(target.tokens().claims().with(target.tokens().userIdClaim(), JsonText.quoted(userId))));
	}

}
