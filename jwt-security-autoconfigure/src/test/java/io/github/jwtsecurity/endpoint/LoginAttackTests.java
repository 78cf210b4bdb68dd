package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountLocked;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for attacks on the logins of others, by attackers with accounts, addresses and
 * connections, with a stopped clock.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class LoginAttackTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String WRONG = "Wrong-horse-1";

	private static final String KNOWN = "Breached-horse-1";

	private static final String HOME = "203.0.113.1";

	private static final String ATTACKER = "198.51.100.1";

	private static final int CONNECTIONS = 60;

	private static final int THRESHOLD = 10;

	private AccountApplication.Running application;

	private MutableClock clock;

	private JsonHttp http;

	private String email;

	private Answer owner;

	abstract TestDatabase database();

	@BeforeAll
	void start() {
		this.application = AccountApplication.start(database(),
				new Class<?>[] { RateLimitEndpointTests.StandingClock.class, Checker.class },
				"spring.flyway.enabled=false", "jwt-security.rate-limit.enabled=true",
				"jwt-security.sessions.revocation-failure=open", "server.forward-headers-strategy=native",
				"jwt-security.accounts.lockout.threshold=" + THRESHOLD);
		this.clock = this.application.context().getBean(MutableClock.class);
		this.http = this.application.http();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@BeforeEach
	void signUp() {
		this.clock.advance(Duration.ofDays(1));
		this.email = newEmail();
		this.owner = signUp(this.email, PASSWORD, HOME);
		assertThat(this.owner.status()).as(this.owner.text()).isEqualTo(201);
		this.application.events().clear();
	}

	/**
	 * The attacker uses the right password of its own account.
	 */
	@Test
	void logInWhenAnAccountIsUsedAtFullSpeedThenItIsLimitedAndOthersAreNot() {
		String own = newEmail();
		signUp(own, InstantHashes.HELD_PASSWORD, ATTACKER);
		List<Integer> statuses = atOnce(CONNECTIONS, own, InstantHashes.HELD_PASSWORD);
		assertThat(statuses).containsOnly(200, 429).filteredOn((status) -> status == 200).hasSize(30);
		assertThat(logIn(this.email, PASSWORD, HOME).status()).isEqualTo(200);
		assertThat(limits()).containsOnly("login.total-per-account");
	}

	@Test
	void logInWhenAnAddressUsesManyAccountsThenItIsLimitedAndOthersAreNot() {
		List<String> own = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			own.add(newEmail());
			signUp(own.get(i), PASSWORD, ATTACKER);
		}
		int admitted = 0;
		for (int i = 0; i < 150; i++) {
			admitted += (logIn(own.get(i % 5), PASSWORD, ATTACKER).status() == 200) ? 1 : 0;
		}
		assertThat(admitted).isEqualTo(120);
		assertThat(limits()).containsOnly("login.total-per-address");
		assertThat(logIn(this.email, PASSWORD, HOME).status()).isEqualTo(200);
	}

	/**
	 * The addresses have a port, since Tomcat would ask the name server for other text.
	 */
	@Test
	void logInWhenAddressIsHiddenThenLimitedAllTheSame() {
		int refused = 0;
		for (int i = 0; i < 40; i++) {
			refused += (logIn(newEmail(), WRONG, "_hidden-" + i + ":443").status() == 429) ? 1 : 0;
		}
		assertThat(refused).isEqualTo(10);
		assertThat(logIn(this.email, PASSWORD, HOME).status()).isEqualTo(200);
	}

	@Test
	void logInWhenStrangerPollsThenTheOwnersDeviceIsLetIn() {
		for (int poll = 0; poll < 100; poll++) {
			logIn(this.email, WRONG, ATTACKER);
			this.clock.advance(Duration.ofMillis(300));
		}
		logIn(this.email, PASSWORD, HOME).refused(429, "rate_limited");
		Answer answer = logIn(this.email, PASSWORD, HOME, this.owner.deviceToken());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.deviceToken()).isNotBlank().isNotEqualTo(this.owner.deviceToken());
	}

	@Test
	void logInWhenOwnersDeviceFailsThenItsOwnLimitHolds() {
		for (int i = 0; i < 5; i++) {
			logIn(this.email, WRONG, HOME, this.owner.deviceToken()).refused(401, "invalid_credentials");
		}
		logIn(this.email, PASSWORD, HOME, this.owner.deviceToken()).refused(429, "rate_limited");
		assertThat(logIn(this.email, PASSWORD, HOME).status()).isEqualTo(200);
	}

	@Test
	void logInWhenDeviceTokenIsOfAnotherAccountThenStranger() {
		String own = newEmail();
		String device = signUp(own, PASSWORD, ATTACKER).deviceToken();
		assertThat(guesses(this.email, device)).isEqualTo(5);
		assertThat(guesses(newEmail(), device)).isEqualTo(5);
	}

	/**
	 * Each login returns a new device token, but only if the password is right.
	 */
	@Test
	void logInWhenDeviceTokensAreJunkThenStranger() {
		for (String junk : List.of("", "junk", "=".repeat(119), this.owner.refreshToken(), this.owner.token(),
				"A" + this.owner.deviceToken())) {
			this.clock.advance(Duration.ofDays(1));
			assertThat(guesses(this.email, junk)).isEqualTo(5);
		}
		this.clock.advance(Duration.ofDays(1));
		for (Object other : new Object[] { 1, true, List.of(), Map.of() }) {
			Map<String, Object> body = new HashMap<>(Map.of("email", this.email, "password", PASSWORD));
			body.put("device_token", other);
			assertThat(this.http.post("/api/auth/login", body, from(HOME)).status()).isEqualTo(200);
		}
	}

	@Test
	void logInWhenPasswordIsChangedThenDevicesAreStrangers() {
		assertThat(this.http
			.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", "Another-horse-2"),
					this.owner.bearer())
			.status()).isEqualTo(204);
		assertThat(guesses(this.email, null)).isEqualTo(5);
		logIn(this.email, "Another-horse-2", HOME, this.owner.deviceToken()).refused(429, "rate_limited");
		this.clock.advance(Duration.ofMinutes(1));
		String device = logIn(this.email, "Another-horse-2", HOME).deviceToken();
		assertThat(guesses(this.email, null)).isEqualTo(5);
		assertThat(logIn(this.email, "Another-horse-2", HOME, device).status()).isEqualTo(200);
	}

	@Test
	void logInWhenGuessedWithoutEndThenTheWaitGrowsAndTheOwnersDeviceDoesNotFeelIt() {
		lock(this.email);
		for (int minutes : new int[] { 1, 2, 4, 8, 16, 31 }) {
			Answer refused = logIn(this.email, PASSWORD, ATTACKER).refused(429, "rate_limited");
			assertThat(refused.header("Retry-After")).isEqualTo(Integer.toString(minutes * 60));
			assertThat(logIn(this.email, WRONG, HOME, this.owner.deviceToken()).status()).isEqualTo(401);
			this.clock.advance(Duration.ofMinutes(minutes));
			logIn(this.email, WRONG, ATTACKER).refused(401, "invalid_credentials");
		}
		assertThat(logIn(this.email, PASSWORD, HOME, this.owner.deviceToken()).status()).isEqualTo(200);
		assertThat(logIn(this.email, PASSWORD, HOME).status()).as("a successful login ends the wait").isEqualTo(200);
	}

	@Test
	void logInWhenLockedThenNothingTellsWhetherTheAccountExists() {
		String nobody = newEmail();
		lock(nobody);
		Answer unknown = logIn(nobody, WRONG, ATTACKER);
		this.clock.advance(Duration.ofDays(1));
		lock(this.email);
		Answer known = logIn(this.email, WRONG, ATTACKER);
		assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(429);
		assertThat(known.text()).isEqualTo(unknown.text());
		assertThat(known.response().headers().map().keySet()).isEqualTo(unknown.response().headers().map().keySet());
		assertThat(known.header("Retry-After")).isEqualTo(unknown.header("Retry-After"));
	}

	@Test
	void logInWhenLockedThenToldOnce() {
		lock(this.email);
		for (int i = 0; i < 10; i++) {
			logIn(this.email, WRONG, "198.51.100." + i).refused(429, "rate_limited");
		}
		this.clock.advance(Duration.ofMinutes(1));
		logIn(this.email, WRONG, ATTACKER).refused(401, "invalid_credentials");
		assertThat(this.application.events()).filteredOn(AccountLocked.class::isInstance)
			.singleElement()
			.isInstanceOfSatisfying(AccountLocked.class, (event) -> {
				assertThat(event.email()).isEqualTo(this.email);
				assertThat(event.userId()).isNull();
				assertThat(event.toString()).doesNotContain(this.email);
			});
	}

	@Test
	void changePasswordWhenCurrentOneIsGuessedWithoutEndThenTheWaitGrows() {
		Map<String, String> wrong = Map.of("current_password", WRONG, "new_password", "Another-horse-2");
		for (int i = 0; i < THRESHOLD; i++) {
			this.http.post("/api/auth/password", wrong, this.owner.bearer()).refused(401, "invalid_credentials");
			this.clock.advance(Duration.ofSeconds(12));
		}
		Answer refused = this.http.post("/api/auth/password", wrong, this.owner.bearer());
		assertThat(refused.refused(429, "rate_limited").header("Retry-After")).isEqualTo("48");
		assertThat(this.application.events()).filteredOn(AccountLocked.class::isInstance)
			.singleElement()
			.extracting("userId", "email")
			.containsExactly(this.owner.userId(), null);
		assertThat(logIn(this.email, PASSWORD, HOME).status()).isEqualTo(200);
	}

	/**
	 * A signup or a change of the password that the checker refuses has already cost a
	 * hash.
	 */
	@Test
	void signUpAndChangePasswordWhenPasswordIsBreachedThenCounted() {
		for (int i = 0; i < 20; i++) {
			signUp(newEmail(), KNOWN, ATTACKER).refused(400, "weak_password");
		}
		signUp(newEmail(), KNOWN, ATTACKER).refused(429, "rate_limited");
		Map<String, String> breached = Map.of("current_password", PASSWORD, "new_password", KNOWN);
		for (int i = 0; i < 30; i++) {
			this.http.post("/api/auth/password", breached, this.owner.bearer()).refused(400, "weak_password");
		}
		this.http.post("/api/auth/password", breached, this.owner.bearer()).refused(429, "rate_limited");
		assertThat(Checker.THREADS).isNotEmpty()
			.allSatisfy((name) -> assertThat(name).startsWith("compromised-passwords-"));
	}

	/**
	 * Fails as often as the threshold, at the rate that the other limits allow.
	 */
	private void lock(String account) {
		for (int i = 0; i < THRESHOLD; i++) {
			logIn(account, WRONG, "198.51.100." + i).refused(401, "invalid_credentials");
			this.clock.advance(Duration.ofSeconds((i + 1 < THRESHOLD) ? 12 : 0));
		}
	}

	private int guesses(String account, String device) {
		return (int) IntStream.range(0, 20)
			.filter((i) -> logIn(account, WRONG, "198.51.100." + i, device).status() == 401)
			.count();
	}

	/**
	 * Logs in so often that all logins have passed the first check of the limits before
	 * one of them ends.
	 */
	private List<Integer> atOnce(int count, String account, String password) {
		List<CompletableFuture<Answer>> logins = new ArrayList<>();
		try (InstantHashes.Hold hold = new InstantHashes.Hold(this.application.context())) {
			for (int i = 0; i < count; i++) {
				logins.add(this.http.postLater("/api/auth/login", Map.of("email", account, "password", password)));
			}
			hold.awaitPasswords(count);
			hold.release(logins);
		}
		return logins.stream().map((login) -> login.join().status()).toList();
	}

	private List<String> limits() {
		return this.application.events()
			.stream()
			.filter(RateLimited.class::isInstance)
			.map((event) -> ((RateLimited) event).limit())
			.toList();
	}

	private Answer signUp(String account, String password, String address) {
		return this.http.post("/api/auth/signup", Map.of("email", account, "password", password), from(address));
	}

	private Answer logIn(String account, String password, String address) {
		return logIn(account, password, address, null);
	}

	private Answer logIn(String account, String password, String address, String device) {
		Map<String, String> body = new HashMap<>(Map.of("email", account, "password", password));
		if (device != null) {
			body.put("device_token", device);
		}
		return this.http.post("/api/auth/login", body, from(address));
	}

	private static String newEmail() {
		return "u" + UUID.randomUUID() + "@example.com";
	}

	private static String[] from(String address) {
		return new String[] { "X-Forwarded-For", address };
	}

	static final class Checker implements CompromisedPasswordChecker {

		private static final List<String> THREADS = new CopyOnWriteArrayList<>();

		@Override
		public CompromisedPasswordDecision check(String password) {
			THREADS.add(Thread.currentThread().getName());
			return new CompromisedPasswordDecision(password.equals(KNOWN));
		}

	}

}
