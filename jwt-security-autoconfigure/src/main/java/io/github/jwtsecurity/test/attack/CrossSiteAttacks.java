package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.jwtsecurity.test.attack.AccountClient.Credentials;

/**
 * Attacks of pages of other sites, whose requests the browser sends with the cookies of
 * the user.
 */
final class CrossSiteAttacks {

	static final AttackFamily FAMILY = new AttackFamily("Forged cross-site request",
			"RFC 9700, section 4.7; OWASP CSRF", Expectation.CROSS_SITE);

	private static final String HEADER = "X-XSRF-TOKEN";

	private final AccountClient client;

	private final Credentials credentials;

	CrossSiteAttacks(AccountClient client, Credentials credentials) {
		this.client = client;
		this.credentials = credentials;
	}

	/**
	 * Returns the attacks.
	 */
	List<Attack> attacks() {
		BrowserCookies first = BrowserCookies.of(this.client.logInWithCookies(this.credentials));
		if (!first.has("refresh_token")) {
			return List.of(FAMILY.skipped("a request with the cookies of the user", "tokens are not sent in cookies"));
		}
		AttackResponse own = this.client.send(refresh(first).header(HEADER, first.csrfToken()));
		BrowserCookies cookies = BrowserCookies.of(own);
		if (!own.isSuccessful()) {
			return List.of(FAMILY.judged("a request of the application's own page",
					() -> new Outcome(Verdict.UNEXPECTED, own.status() + ", so nothing can be shown")));
		}
		return attacks(cookies, BrowserCookies.of(this.client.logInWithCookies(this.credentials)).csrfToken());
	}

	private List<Attack> attacks(BrowserCookies cookies, String othersToken) {
		AttackRequest refresh = refresh(cookies);
		String token = cookies.csrfToken();
		List<Attack> attacks = new ArrayList<>();
		attacks.add(attack("refresh without the CSRF token", refresh));
		attacks.add(attack("refresh with an empty CSRF token", refresh.header(HEADER, "")));
		attacks.add(attack("refresh with a made-up CSRF token", refresh.header(HEADER, UUID.randomUUID().toString())));
		attacks.add(attack("refresh with the CSRF token of another session", refresh.header(HEADER, othersToken)));
		attacks.add(attack("refresh with the CSRF token in the query", refresh.query("_csrf=" + token)));
		attacks.add(attack("refresh with two CSRF tokens", refresh.header(HEADER, token).header(HEADER, othersToken)));
		AttackRequest complete = refresh.header(HEADER, token);
		attacks.add(attack("refresh from another origin", complete.header("Origin", "https://attacker.example")));
		attacks.add(attack("refresh from an opaque origin", complete.header("Origin", "null")));
		attacks.add(attack("refresh from another site", complete.header("Sec-Fetch-Site", "cross-site")));
		attacks.add(attack("refresh from another host of the site", complete.header("Sec-Fetch-Site", "same-site")));
		if (cookies.has("access_token")) {
			attacks.add(attack("the end of a session without the CSRF token",
					this.client.request("DELETE", "/sessions/" + UUID.randomUUID())
						.header("Cookie", cookies.header())));
		}
		else {
			attacks.add(FAMILY.skipped("the end of a session without the CSRF token",
					"the access token is not in a cookie"));
		}
		attacks.add(attack("logout without the CSRF token",
				this.client.request("POST", "/logout").header("Cookie", cookies.header())));
		return attacks;
	}

	private Attack attack(String sent, AttackRequest request) {
		return FAMILY.attack(sent, () -> this.client.send(request));
	}

	private AttackRequest refresh(BrowserCookies cookies) {
		return this.client.request("POST", "/refresh").header("Cookie", cookies.header());
	}

}
