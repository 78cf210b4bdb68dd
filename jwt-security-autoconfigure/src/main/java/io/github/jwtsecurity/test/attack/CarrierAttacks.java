package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with a valid token that is not sent, or not as clients have to send it.
 */
final class CarrierAttacks implements AttackGroup {

	private static final String HEADER = "Authorization";

	private static final AttackFamily MISSING = new AttackFamily("No token", "RFC 6750, section 3",
			Expectation.MALFORMED);

	private static final AttackFamily ELSEWHERE = new AttackFamily("Token elsewhere", "RFC 9700, section 4.3.2",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily SCHEME = new AttackFamily("Other scheme", "RFC 6750, section 2.1",
			Expectation.MALFORMED);

	private static final AttackFamily TWICE = new AttackFamily("Two tokens", "RFC 6750, section 2",
			Expectation.MALFORMED);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		String token = target.tokens().valid();
		AttackRequest own = target.own();
		List<Attack> attacks = new ArrayList<>();
		attacks.add(MISSING.attack("no `Authorization` header", () -> target.send(own)));
		attacks.add(MISSING.attack("`Bearer` without a token", () -> target.send(own.header(HEADER, "Bearer"))));
		for (String parameter : List.of("access_token", "token", "jwt")) {
			attacks.add(ELSEWHERE.attack("query parameter `" + parameter + "`",
					() -> target.send(own.query(parameter + "=" + token))));
		}
		attacks.add(ELSEWHERE.attack("form parameter `access_token`",
				() -> target.send(AttackRequest.of("POST", own.target())
					.body("application/x-www-form-urlencoded", "access_token=" + token))));
		for (String header : List.of("X-Authorization", "X-Access-Token", "X-Auth-Token", "Proxy-Authorization")) {
			attacks.add(ELSEWHERE.attack("header `" + header + "`",
					() -> target.send(own.header(header, "Bearer " + token))));
		}
		for (String cookie : List.of("Authorization", "token", "jwt")) {
			attacks.add(ELSEWHERE.attack("cookie `" + cookie + "`",
					() -> target.send(own.header("Cookie", cookie + "=" + token))));
		}
		for (String scheme : List.of("Basic ", "Token ", "JWT ", "DPoP ", "Bearer: ", "Bearer", "")) {
			attacks
				.add(SCHEME.attack("`" + scheme + "<token>`", () -> target.send(own.header(HEADER, scheme + token))));
		}
		attacks
			.add(TWICE.attack("two headers with the same token", () -> target.send(own.bearer(token).bearer(token))));
		attacks.add(TWICE.attack("two headers, one of them with a forged token",
				() -> target.send(own.bearer(token).bearer(target.tokens().forged()))));
		attacks.add(TWICE.attack("two tokens in one header",
				() -> target.send(own.header(HEADER, "Bearer " + token + ", Bearer " + token))));
		return attacks;
	}

}
