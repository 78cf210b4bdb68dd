package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for rate limits over HTTP, with a stopped clock.
 */
class RateLimitEndpointTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String WRONG = "Wrong-horse-1";

	private static AccountApplication.Running application;

	private static AccountApplication.Running direct;

	private static MutableClock clock;

	private static JsonHttp http;

	private String email;

	private Answer owner;

	/**
	 * Starts the application behind a proxy, so that a test can use any address.
	 */
	@BeforeAll
	static void start() {
		application = start("server.forward-headers-strategy=native",
				"jwt-security.rate-limit.login.per-address=10/1m");
		direct = start("jwt-security.rate-limit.login.per-address=5/1m");
		clock = application.context().getBean(MutableClock.class);
		http = application.http();
	}

	private static AccountApplication.Running start(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("jwt-security.rate-limit.enabled=true");
		// A jump of the clock makes the view of ended sessions too old, so that requests
		// would be refused.
		all.add("jwt-security.sessions.revocation-failure=open");
		return AccountApplication.start(TestDatabase.h2(), new Class<?>[] { StandingClock.class },
				all.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		application.close();
		direct.close();
	}

	@BeforeEach
	void signUp() {
		clock.advance(Duration.ofDays(1));
		this.email = "u" + UUID.randomUUID() + "@example.com";
		this.owner = http.post("/api/auth/signup", credentials(this.email, PASSWORD), from("203.0.113.1"));
		application.events().clear();
	}

	@Test
	void logInWhenSixthFailureWithinAMinuteThenRateLimited() {
		failFiveTimes();
		Answer answer = logIn(this.email, WRONG, "198.51.100.1");
		answer.refused(429, "rate_limited");
		assertThat(answer.header("Retry-After")).isEqualTo("12");
		assertThat(answer.header("Set-Cookie")).isEmpty();
	}

	@Test
	void logInWhenLimitedThenCorrectPasswordFromAnywhereToo() {
		failFiveTimes();
		logIn(this.email, PASSWORD, "198.51.100.1").refused(429, "rate_limited");
		logIn(this.email, PASSWORD, "192.0.2.99").refused(429, "rate_limited");
		logIn(" " + this.email.toUpperCase() + " ", PASSWORD, "192.0.2.99").refused(429, "rate_limited");
	}

	@Test
	void logInWhenLimitedThenOtherAccountsAndTheOwnersSessionAreUnaffected() {
		failFiveTimes();
		assertThat(http.get("/api/auth/me", this.owner.bearer()).status()).isEqualTo(200);
		assertThat(http.get("/api/" + this.owner.userId() + "/items", this.owner.bearer()).status()).isEqualTo(200);
		Answer refreshed = http.post("/api/auth/refresh", Map.of("refresh_token", this.owner.refreshToken()),
				from("203.0.113.1"));
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(http
			.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", "Another-horse-2"),
					refreshed.bearer())
			.status()).isEqualTo(204);
		String other = "v" + this.email;
		assertThat(http.post("/api/auth/signup", credentials(other, PASSWORD), from("198.51.100.1")).status())
			.isEqualTo(201);
		assertThat(logIn(other, PASSWORD, "198.51.100.1").status()).isEqualTo(200);
	}

	@Test
	void logInWhenTimeHasPassedThenHeals() {
		failFiveTimes();
		clock.advance(Duration.ofSeconds(11));
		Answer early = logIn(this.email, PASSWORD, "198.51.100.1");
		early.refused(429, "rate_limited");
		assertThat(early.header("Retry-After")).isEqualTo("1");
		clock.advance(Duration.ofSeconds(1));
		assertThat(logIn(this.email, PASSWORD, "198.51.100.1").status()).isEqualTo(200);
	}

	@Test
	void logInWhenSucceededThenFailuresOfTheAccountAreForgotten() {
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < 4; i++) {
				logIn(this.email, WRONG, "198.51.100." + round).refused(401, "invalid_credentials");
			}
			assertThat(logIn(this.email, PASSWORD, "198.51.100." + round).status()).isEqualTo(200);
		}
	}

	@Test
	void logInWhenUnknownEmailThenTheSameAnswers() {
		String unknown = "nobody-" + this.email;
		for (int i = 0; i < 5; i++) {
			Answer known = logIn(this.email, WRONG, "198.51.100.1");
			assertSameAnswer(known.refused(401, "invalid_credentials"), logIn(unknown, WRONG, "198.51.100.2"));
		}
		Answer known = logIn(this.email, WRONG, "198.51.100.1");
		assertSameAnswer(known.refused(429, "rate_limited"), logIn(unknown, WRONG, "198.51.100.2"));
		assertSameAnswer(known, logIn(unknown, WRONG, "198.51.100.3"));
	}

	private static void assertSameAnswer(Answer first, Answer second) {
		assertThat(second.status()).isEqualTo(first.status());
		assertThat(second.text()).isEqualTo(first.text());
		assertThat(second.response().headers().map().keySet()).isEqualTo(first.response().headers().map().keySet());
		assertThat(second.header("Retry-After")).isEqualTo(first.header("Retry-After"));
	}

	@Test
	void logInWhenManyAccountsFromOneAddressThenTheAddressIsLimited() {
		for (int i = 0; i < 10; i++) {
			logIn("x" + i + this.email, WRONG, "198.51.100.1").refused(401, "invalid_credentials");
		}
		logIn(this.email, PASSWORD, "198.51.100.1").refused(429, "rate_limited");
		assertThat(logIn(this.email, PASSWORD, "198.51.100.2").status()).isEqualTo(200);
		assertThat(application.events()).filteredOn(RateLimited.class::isInstance)
			.extracting((event) -> ((RateLimited) event).limit())
			.containsExactly("login.per-address");
	}

	@Test
	void logInWhenSameNetworkOfIpv6ThenOneAddress() {
		for (int i = 0; i < 10; i++) {
			logIn("x" + i + this.email, WRONG, "2001:db8:0:1::" + (i + 1)).refused(401, "invalid_credentials");
		}
		logIn(this.email, PASSWORD, "2001:db8:0:1:ffff::1").refused(429, "rate_limited");
		assertThat(logIn(this.email, PASSWORD, "2001:db8:0:2::1").status()).isEqualTo(200);
	}

	@Test
	void logInWhenManyAtOnceThenNoMorePasswordsAreTriedThanAllowed() {
		List<CompletableFuture<Answer>> logins = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			logins.add(http.postLater("/api/auth/login", credentials(this.email, WRONG)));
		}
		assertThat(logins).extracting((login) -> login.join().status())
			.containsOnly(401, 429)
			.filteredOn((status) -> status == 401)
			.hasSize(5);
	}

	@Test
	void logInWhenManyAtOnceAndAllAreRightThenNoneIsRefused() {
		Map<String, String> right = credentials("held" + this.email, InstantHashes.HELD_PASSWORD);
		assertThat(http.post("/api/auth/signup", right, from("203.0.113.1")).status()).isEqualTo(201);
		List<CompletableFuture<Answer>> logins = new ArrayList<>();
		try (InstantHashes.Hold hold = new InstantHashes.Hold(application.context())) {
			for (int i = 0; i < 30; i++) {
				logins.add(http.postLater("/api/auth/login", right));
			}
			hold.awaitPasswords(30);
			hold.release(logins);
		}
		assertThat(logins).extracting((login) -> login.join().status()).containsOnly(200);
	}

	@Test
	void logInWhenManyAtOnceFromOneAddressThenNoMorePasswordsAreTriedThanAllowed() {
		List<CompletableFuture<Answer>> logins = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			logins.add(http.postLater("/api/auth/login", credentials("x" + i + this.email, WRONG)));
		}
		assertThat(logins).extracting((login) -> login.join().status())
			.containsOnly(401, 429)
			.filteredOn((status) -> status == 401)
			.hasSize(10);
	}

	@Test
	void logInWhenAddressIsWrittenWithBracketsThenLimited() {
		try (AccountApplication.Running framework = start("server.forward-headers-strategy=framework",
				"jwt-security.rate-limit.login.per-address=3/1m")) {
			JsonHttp client = framework.http();
			for (String[] header : new String[][] { { "X-Forwarded-For", "2001:db8:1:2::1" },
					{ "Forwarded", "for=\"[2001:db8:1:2::2]:4711\"" },
					{ "X-Forwarded-For", "[2001:db8:1:2::3]:80" } }) {
				client.post("/api/auth/login", credentials(header[1] + this.email, WRONG), header)
					.refused(401, "invalid_credentials");
			}
			client.post("/api/auth/login", credentials(this.email, WRONG), "X-Forwarded-For", "2001:db8:1:2::4")
				.refused(429, "rate_limited");
			client.post("/api/auth/login", credentials(this.email, WRONG), "X-Forwarded-For", "192.0.2.9:4444")
				.refused(401, "invalid_credentials");
		}
	}

	@Test
	void changePasswordWhenAddressIsLimitedThenRateLimited() {
		for (int i = 0; i < 10; i++) {
			logIn("x" + i + this.email, WRONG, "198.51.100.1").refused(401, "invalid_credentials");
		}
		Map<String, String> change = Map.of("current_password", PASSWORD, "new_password", "Another-horse-2");
		String[] from = { "Authorization", this.owner.bearer()[1], "X-Forwarded-For", "198.51.100.1" };
		http.post("/api/auth/password", change, from).refused(429, "rate_limited");
		assertThat(http.post("/api/auth/password", change, this.owner.bearer()).status()).isEqualTo(204);
	}

	@Test
	void logInWhenRefusedThenToldOnceWithWhatIsKnown() {
		failFiveTimes();
		application.events().clear();
		logIn(this.email, PASSWORD, "198.51.100.1").refused(429, "rate_limited");
		assertThat(application.events()).singleElement().isInstanceOfSatisfying(RateLimited.class, (event) -> {
			assertThat(event.email()).isEqualTo(this.email);
			assertThat(event.userId()).isNull();
			assertThat(event.limit()).isEqualTo("login.per-account");
			assertThat(event.client().address()).isEqualTo("198.51.100.1");
		});
	}

	@Test
	void changePasswordWhenCurrentOneIsGuessedThenRateLimited() {
		Map<String, String> wrong = Map.of("current_password", WRONG, "new_password", "Another-horse-2");
		for (int i = 0; i < 5; i++) {
			http.post("/api/auth/password", wrong, this.owner.bearer()).refused(401, "invalid_credentials");
		}
		application.events().clear();
		http.post("/api/auth/password", wrong, this.owner.bearer()).refused(429, "rate_limited");
		assertThat(application.events()).singleElement().isInstanceOfSatisfying(RateLimited.class, (event) -> {
			assertThat(event.userId()).isEqualTo(this.owner.userId());
			assertThat(event.limit()).isEqualTo("password.per-account");
		});
		assertThat(logIn(this.email, PASSWORD, "203.0.113.1").status()).isEqualTo(200);
	}

	@Test
	void changePasswordWhenNewOneIsWeakThenNotCounted() {
		for (int i = 0; i < 10; i++) {
			http.post("/api/auth/password", Map.of("current_password", WRONG, "new_password", "weak"),
					this.owner.bearer())
				.refused(400, "weak_password");
		}
		assertThat(http
			.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", "Another-horse-2"),
					this.owner.bearer())
			.status()).isEqualTo(204);
	}

	@Test
	void signUpWhenTwentyWithinAnHourThenRateLimited() {
		for (int i = 0; i < 30; i++) {
			http.post("/api/auth/signup", credentials("w" + i + this.email, "weak"), from("198.51.100.7"))
				.refused(400, "weak_password");
		}
		for (int i = 0; i < 10; i++) {
			assertThat(http.post("/api/auth/signup", credentials("x" + i + this.email, PASSWORD), from("198.51.100.7"))
				.status()).isEqualTo(201);
			http.post("/api/auth/signup", credentials(this.email, PASSWORD), from("198.51.100.7"))
				.refused(409, "email_taken");
		}
		Answer refused = http.post("/api/auth/signup", credentials("y" + this.email, PASSWORD), from("198.51.100.7"));
		refused.refused(429, "rate_limited");
		assertThat(refused.header("Retry-After")).isEqualTo("180");
		http.post("/api/auth/signup", credentials(this.email, PASSWORD), from("198.51.100.8"))
			.refused(409, "email_taken");
	}

	@Test
	void refreshWhenTooManyThenRateLimited() {
		String token = this.owner.refreshToken();
		for (int i = 0; i < 120; i++) {
			token = refresh(token, "198.51.100.9").refreshToken();
		}
		refresh(token, "198.51.100.9").refused(429, "rate_limited");
		assertThat(refresh(token, "198.51.100.10").status()).isEqualTo(200);
	}

	@Test
	void refreshWhenTokenIsJunkThenTakesNothingFromTheAddress() {
		String good = this.owner.refreshToken();
		String forged = ((good.charAt(0) != 'A') ? "A" : "B") + good.substring(1);
		for (int i = 0; i < 200; i++) {
			refresh((i % 2 != 0) ? "guess" + i : forged, "198.51.100.9").refused(401, "invalid_refresh_token");
		}
		assertThat(refresh(good, "198.51.100.9").status()).isEqualTo(200);
	}

	@Test
	void refreshWhenTokenIsReplayedThenCounted() {
		String first = this.owner.refreshToken();
		refresh(refresh(first, "198.51.100.9").refreshToken(), "198.51.100.9");
		for (int i = 0; i < 118; i++) {
			refresh(first, "198.51.100.9").refused(401, "invalid_refresh_token");
		}
		refresh(first, "198.51.100.9").refused(429, "rate_limited");
	}

	private static Answer refresh(String token, String address) {
		return http.post("/api/auth/refresh", Map.of("refresh_token", token), from(address));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "X-Client-IP",
			"CF-Connecting-IP", "Client-IP" })
	void logInWhenHeaderIsNotTrustedThenChangesNothing(String header) {
		direct.context().getBean(MutableClock.class).advance(Duration.ofMinutes(1));
		JsonHttp client = direct.http();
		for (int i = 0; i < 5; i++) {
			client.post("/api/auth/login", credentials("x" + i + this.email, WRONG), header, address(header, i))
				.refused(401, "invalid_credentials");
		}
		client.post("/api/auth/login", credentials(this.email, WRONG), header, address(header, 6))
			.refused(429, "rate_limited");
	}

	private static String address(String header, int number) {
		return (header.equals("Forwarded") ? "for=" : "") + "198.51.100." + number;
	}

	private void failFiveTimes() {
		for (int i = 0; i < 5; i++) {
			logIn(this.email, WRONG, "198.51.100." + i).refused(401, "invalid_credentials");
		}
	}

	private static Answer logIn(String email, String password, String address) {
		return http.post("/api/auth/login", credentials(email, password), from(address));
	}

	private static Map<String, String> credentials(String email, String password) {
		return Map.of("email", email, "password", password);
	}

	private static String[] from(String address) {
		return new String[] { "X-Forwarded-For", address };
	}

	@Configuration(proxyBeanMethods = false)
	static class StandingClock {

		@Bean
		MutableClock clock() {
			return new MutableClock();
		}

	}

}
