package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.jwtsecurity.test.attack.AccountClient.Credentials;
import io.github.jwtsecurity.test.attack.AccountClient.Session;

/**
 * Attacks on the sessions of an account. Each attack begins a session of its own.
 */
final class SessionAttacks {

	private static final AttackFamily REUSE = new AttackFamily("Refresh token reuse", "RFC 9700, section 4.14.2",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily CONFUSED = new AttackFamily("Confused tokens", "RFC 8725, section 3.12",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily FORGED = new AttackFamily("Forged refresh token", "RFC 6749, section 10.4",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily LOGOUT = new AttackFamily("Token after a logout", "RFC 7009, section 2",
			Expectation.UNAUTHORIZED);

	/** The families, including that of the race. */
	static final List<AttackFamily> FAMILIES = List.of(RefreshRace.FAMILY, REUSE, CONFUSED, FORGED, LOGOUT);

	private final AccountClient client;

	private final Credentials credentials;

	SessionAttacks(AccountClient client, Credentials credentials) {
		this.client = client;
		this.credentials = credentials;
	}

	/**
	 * Returns the attacks.
	 */
	List<Attack> attacks() {
		List<Attack> attacks = new ArrayList<>(new RefreshRace(this.client, this.credentials).attacks());
		attacks.addAll(single());
		return attacks;
	}

	private List<Attack> single() {
		return List.of(REUSE.judged("the token before the current one", this::presentPredecessor),
				attack(REUSE, "an older token", (session) -> {
					rotateTwice(session);
					return this.client.refresh(session.refreshToken());
				}), attack(REUSE, "the current token, after the reuse of an older one", (session) -> {
					String current = rotateTwice(session);
					this.client.refresh(session.refreshToken());
					return this.client.refresh(current);
				}), attack(REUSE, "the access token, after the reuse of an older refresh token", (session) -> {
					rotateTwice(session);
					this.client.refresh(session.refreshToken());
					return this.client.me(session.accessToken());
				}),
				attack(CONFUSED, "a refresh token as an access token",
						(session) -> this.client.me(session.refreshToken())),
				attack(CONFUSED, "an access token as a refresh token",
						(session) -> this.client.refresh(session.accessToken())),
				attack(FORGED, "a character is changed",
						(session) -> this.client.refresh(changed(session.refreshToken()))),
				attack(FORGED, "a character is missing",
						(session) -> this.client.refresh(session.refreshToken().substring(1))),
				attack(LOGOUT, "the access token", (session) -> {
					this.client.logOut(session.accessToken());
					return this.client.me(session.accessToken());
				}), attack(LOGOUT, "the refresh token", (session) -> {
					this.client.logOut(session.accessToken());
					return this.client.refresh(session.refreshToken());
				}));
	}

	/**
	 * Returns an attack on a session whose access token is valid.
	 */
	private Attack attack(AttackFamily family, String sent, Function<Session, AttackResponse> request) {
		return family.attack(sent, () -> request.apply(begin()));
	}

	private Session begin() {
		Session session = this.client.logIn(this.credentials);
		AttackResponse me = this.client.me(session.accessToken());
		if (!me.isSuccessful()) {
			throw new AssertionError("The access token of a new session got " + me.status());
		}
		return session;
	}

	/**
	 * Exchanges the refresh token twice.
	 * @return the current refresh token
	 */
	private String rotateTwice(Session session) {
		return this.client.refreshed(this.client.refreshed(session.refreshToken()).refreshToken()).refreshToken();
	}

	/**
	 * Presents a token that was exchanged just now. Within a grace period, the response
	 * may have the same successor again.
	 */
	private Outcome presentPredecessor() {
		Session session = begin();
		String successor = this.client.refreshed(session.refreshToken()).refreshToken();
		AttackResponse response = this.client.refresh(session.refreshToken());
		if (response.isSuccessful() && successor.equals(AccountClient.refreshToken(response))) {
			return Outcome
				.skipped("the grace period for lost responses, jwt-security.sessions.reuse-grace, has not passed");
		}
		return Expectation.UNAUTHORIZED.judge(response);
	}

	private static String changed(String token) {
		int middle = token.length() / 2;
		return token.substring(0, middle) + ((token.charAt(middle) == 'A') ? 'B' : 'A') + token.substring(middle + 1);
	}

}
