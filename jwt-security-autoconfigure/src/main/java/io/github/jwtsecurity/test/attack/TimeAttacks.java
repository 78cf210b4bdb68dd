package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with tokens of the issuer that are expired, not yet valid, or have no usable
 * times.
 */
final class TimeAttacks implements AttackGroup {

	private static final AttackFamily EXPIRED = new AttackFamily("Expired token", "RFC 7519, section 4.1.4",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily EARLY = new AttackFamily("Token of the future", "RFC 7519, section 4.1.5",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily MALFORMED = new AttackFamily("Malformed time", "RFC 7519, section 2",
			Expectation.UNAUTHORIZED);

	private static final long HOUR = 3600;

	private static final List<String> NO_TIMES = List.of("null", "true", "[%d]", "{}", "\"%d\"", "\"never\"", "NaN",
			"Infinity", "1e300", "9223372036854775807", "99999999999999999999999");

	@Override
	public List<Attack> attacks(AttackTarget target) {
		JsonText claims = target.tokens().claims();
		long now = target.tokens().now().getEpochSecond();
		List<Attack> attacks = new ArrayList<>();
		attacks.add(attack(EXPIRED, "`exp` was an hour ago", times(claims, now - 2 * HOUR, now - HOUR), target));
		attacks.add(attack(EXPIRED, "`exp` was a year ago", times(claims, now - 10_000 * HOUR, now - 8_760 * HOUR),
				target));
		attacks.add(attack(EXPIRED, "`exp` is 0", claims.with("exp", "0"), target));
		attacks.add(attack(EXPIRED, "`exp` is negative", claims.with("exp", "-1"), target));
		attacks.add(attack(EXPIRED, "`exp` is missing", claims.without("exp"), target));
		attacks.add(attack(EXPIRED, "`exp` is before `iat`", times(claims, now + 10, now + 5), target));
		attacks.add(attack(EARLY, "`nbf` is in an hour", claims.with("nbf", text(now + HOUR)), target));
		attacks.add(attack(EARLY, "`iat` is in an hour", times(claims, now + HOUR, now + 2 * HOUR), target));
		attacks.add(attack(EARLY, "`iat` is missing", claims.without("iat"), target));
		for (String json : NO_TIMES) {
			attacks.add(malformed("exp", json, now + HOUR, target));
		}
		for (String json : List.of("true", "\"%d\"", "\"never\"", "{}")) {
			attacks.add(malformed("iat", json, now, target));
			attacks.add(malformed("nbf", json, now, target));
		}
		return attacks;
	}

	private static Attack malformed(String name, String json, long time, AttackTarget target) {
		return attack(MALFORMED, "`%s` is `%s`".formatted(name, json.replace("%d", "seconds")),
				target.tokens().claims().with(name, json.replace("%d", text(time))), target);
	}

	private static Attack attack(AttackFamily family, String sent, JsonText claims, AttackTarget target) {
		return family.attack(sent, () -> target.presentClaims(claims));
	}

	private static JsonText times(JsonText claims, long issuedAt, long expiresAt) {
		return claims.with("iat", text(issuedAt)).with("exp", text(expiresAt));
	}

	private static String text(long seconds) {
		return String.valueOf(seconds);
	}

}
