package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some users and a stranger who send various requests. The client knows the expected
 * response and audit record of each request.
 */
final class TrafficClient {

	static final String[] EVENTS = { "SignedUp", "LoggedIn", "LoginFailed", "LoggedOut", "PasswordChanged",
			"PasswordChangeFailed", "SessionRefreshed", "RefreshTokenReused", "SessionEnded", "SessionsEnded",
			"TokenMissing", "TokenRefused", "OwnershipMismatch", "RateLimited" };

	/**
	 * The number of requests in a period, at whose beginning all requests are for one
	 * account.
	 */
	private static final int ATTACK_PERIOD = 180;

	private static final int ATTACK = 27;

	private static final int GUESS = 4;

	/** The number of random choices, half of which are valid requests for items. */
	private static final int CHOICES = 50;

	private static final String WRONG = "Wrong-horse-1";

	private final JsonHttp http;

	private final MutableClock clock;

	private final int number;

	private final Random random;

	private final List<Session> sessions = new ArrayList<>();

	private final List<Session> ended = new ArrayList<>();

	private int sent;

	private int accounts;

	private String userAgent = "";

	TrafficClient(AccountApplication.Running application, MutableClock clock, int number) {
		this.http = application.http();
		this.clock = clock;
		this.number = number;
		this.random = new Random(number);
	}

	/**
	 * Returns the meter of an event.
	 */
	static String meter(String eventAndReason) {
		String[] parts = eventAndReason.split(" ");
		String reason = (parts.length > 1) ? " " + parts[1].toLowerCase(Locale.ROOT) : "";
		return "jwtsecurity." + switch (parts[0]) {
			case "SignedUp" -> "signups";
			case "LoggedIn" -> "logins success";
			case "LoginFailed" -> "logins" + reason;
			case "LoggedOut" -> "logouts";
			case "PasswordChanged" -> "password.changes success";
			case "PasswordChangeFailed" -> "password.changes wrong_password";
			case "SessionRefreshed" -> "sessions.refreshed";
			case "RefreshTokenReused" -> "refresh.tokens.reused";
			case "SessionEnded", "SessionsEnded" -> "sessions.ended" + reason;
			case "TokenMissing" -> "tokens.refused missing";
			case "TokenRefused" -> "tokens.refused" + reason;
			case "OwnershipMismatch" -> "ownership.mismatches";
			default -> "requests.throttled" + reason;
		};
	}

	/**
	 * Returns the amount by which an event increments its meter.
	 */
	static double amount(String eventAndReason) {
		String[] parts = eventAndReason.split(" ");
		return (parts.length > 2) ? Double.parseDouble(parts[2]) : 1;
	}

	/**
	 * Sends a request, and adds the expected audit records.
	 */
	void send(Map<String, List<String>> expected) {
		this.userAgent = "client-" + this.number + "-" + this.sent;
		this.sent++;
		boolean attack = this.sent % ATTACK_PERIOD < ATTACK;
		expected.put(this.userAgent, act(attack ? GUESS : this.random.nextInt(CHOICES)));
	}

	private List<String> act(int choice) {
		if (this.sessions.isEmpty() || choice == 0) {
			return signUp();
		}
		Session session = this.sessions.get(this.random.nextInt(this.sessions.size()));
		return switch (choice) {
			case 1 -> refused(post("/signup", session.email, session.account.password), 409, "email_taken",
					"signup.per-address");
			case 2 -> logIn(session);
			case 3 -> refused(post("/login", session.email, WRONG), 401, "invalid_credentials", "login.per-account",
					"LoginFailed WRONG_PASSWORD");
			case GUESS, 5 -> guess();
			case 6 -> refused(post("/login", "nobody-" + this.sent + "@example.com", WRONG), 401, "invalid_credentials",
					"login.per-address", "LoginFailed UNKNOWN_EMAIL");
			case 7, 8 -> refresh(session);
			case 9 -> reuse(session);
			case 10 -> refused(refresh("junk"), 401, "invalid_refresh_token", "", "TokenRefused REFRESH_TOKEN");
			case 11 -> logOut(session);
			case 12 -> changePassword(session);
			case 13 -> refused(changePassword(session, WRONG), 401, "invalid_credentials", "password.per-account",
					"PasswordChangeFailed");
			case 14 -> refused(get("/api/auth/me"), 401, "token_missing", "", "TokenMissing");
			case 15 -> refused(get("/api/auth/me", TestTokens.sign(expired())), 401, "token_expired", "",
					"TokenRefused EXPIRED");
			case 16 -> refused(get("/api/auth/me", session.tokens.token() + "AAAA"), 401, "token_invalid", "",
					"TokenRefused SIGNATURE");
			case 17 ->
				refused(get("/api/somebody/items", session.tokens.token()), 403, "not_owner", "", "OwnershipMismatch");
			case 18 -> useEnded(session);
			default -> granted(get("/api/" + session.tokens.userId() + "/items", session.tokens.token()), 200);
		};
	}

	private List<String> signUp() {
		this.accounts++;
		Account account = new Account("Correct-horse-1");
		String email = "user-" + this.number + "-" + this.accounts + "@example.com";
		Answer answer = post("/signup", email, account.password);
		if (answer.status() == 429) {
			return limited(answer, "signup.per-address");
		}
		this.sessions.add(new Session(account, email, answer, this.clock.instant()));
		return granted(answer, 201, "SignedUp");
	}

	private List<String> logIn(Session session) {
		Answer answer = post("/login", session.email, session.account.password);
		if (answer.status() == 429) {
			return limited(answer, "login.per-account");
		}
		this.sessions.add(new Session(session.account, session.email, answer, this.clock.instant()));
		return granted(answer, 200, "LoggedIn");
	}

	/**
	 * Guesses the password of one account repeatedly, until a limit is reached.
	 */
	private List<String> guess() {
		return refused(post("/login", this.sessions.get(0).email, WRONG + this.sent), 401, "invalid_credentials",
				"login.per-account", "LoginFailed WRONG_PASSWORD");
	}

	private List<String> refresh(Session session) {
		String before = session.tokens.refreshToken();
		session.tokens = refresh(before);
		session.predecessor = before;
		session.refreshedAt = this.clock.instant();
		return granted(session.tokens, 200, "SessionRefreshed");
	}

	/**
	 * Presents a used token after the grace, which is over in the next minute.
	 */
	private List<String> reuse(Session session) {
		if (session.predecessor == null || !session.refreshedAt.isBefore(this.clock.instant())) {
			return refresh(session);
		}
		end(session);
		return refused(refresh(session.predecessor), 401, "invalid_refresh_token", "", "RefreshTokenReused",
				"SessionEnded REUSED", "TokenRefused REFRESH_TOKEN");
	}

	private List<String> logOut(Session session) {
		end(session);
		return granted(
				this.http.send("POST", "/api/auth/logout", BodyPublishers.noBody(),
						headers("Authorization", "Bearer " + session.tokens.token())),
				204, "LoggedOut", "SessionEnded LOGOUT");
	}

	private List<String> changePassword(Session session) {
		Answer answer = changePassword(session, session.account.password);
		if (answer.status() == 429) {
			return limited(answer, "password.per-account");
		}
		session.account.password = newPassword();
		List<Session> others = this.sessions.stream()
			.filter((other) -> other.account == session.account && other != session)
			.toList();
		others.forEach(this::end);
		return switch (others.size()) {
			case 0 -> granted(answer, 204, "PasswordChanged");
			case 1 -> granted(answer, 204, "PasswordChanged", "SessionEnded PASSWORD_CHANGED");
			default -> granted(answer, 204, "PasswordChanged", "SessionsEnded PASSWORD_CHANGED " + others.size());
		};
	}

	private List<String> useEnded(Session session) {
		if (this.ended.isEmpty()) {
			return granted(get("/api/auth/me", session.tokens.token()), 200);
		}
		Session dead = this.ended.get(this.random.nextInt(this.ended.size()));
		return refused(get("/api/auth/me", dead.tokens.token()), 401, "token_invalid", "", "TokenRefused REVOKED");
	}

	private void end(Session session) {
		this.sessions.remove(session);
		this.ended.add(session);
	}

	private Answer post(String endpoint, String email, String password) {
		return this.http.post("/api/auth" + endpoint, Map.of("email", email, "password", password), headers());
	}

	private Answer refresh(String refreshToken) {
		return this.http.post("/api/auth/refresh", Map.of("refresh_token", refreshToken), headers());
	}

	private Answer changePassword(Session session, String currentPassword) {
		return this.http.post("/api/auth/password",
				Map.of("current_password", currentPassword, "new_password", newPassword()),
				headers("Authorization", "Bearer " + session.tokens.token()));
	}

	private String newPassword() {
		return "Changed-horse-" + this.sent;
	}

	private Answer get(String path) {
		return this.http.get(path, headers());
	}

	private Answer get(String path, String token) {
		return this.http.get(path, headers("Authorization", "Bearer " + token));
	}

	/**
	 * Returns headers with an address that no other request uses.
	 */
	private String[] headers(String... more) {
		return Stream
			.concat(Stream.of("User-Agent", this.userAgent, "X-Forwarded-For", "198.51.100." + this.number),
					Stream.of(more))
			.toArray(String[]::new);
	}

	private Map<String, Object> expired() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iat", 1_000_000_000);
		claims.put("exp", 1_000_000_060);
		return claims;
	}

	private static List<String> granted(Answer answer, int status, String... events) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		return List.of(events);
	}

	private static List<String> refused(Answer answer, int status, String code, String limit, String... events) {
		if (!limit.isEmpty() && answer.status() == 429) {
			return limited(answer, limit);
		}
		answer.refused(status, code);
		return List.of(events);
	}

	private static List<String> limited(Answer answer, String limit) {
		answer.refused(429, "rate_limited");
		return List.of("RateLimited " + limit);
	}

	private static final class Account {

		private String password;

		private Account(String password) {
			this.password = password;
		}

	}

	private static final class Session {

		private final Account account;

		private final String email;

		private Answer tokens;

		private String predecessor;

		private Instant refreshedAt;

		private Session(Account account, String email, Answer tokens, Instant refreshedAt) {
			this.account = account;
			this.email = email;
			this.tokens = tokens;
			this.refreshedAt = refreshedAt;
		}

	}

}
