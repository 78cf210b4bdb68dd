package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.github.jwtsecurity.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The limits, the same for every store, seen by two limiters on it.
 */
abstract class RateLimiterTests {

	private static final int THREADS = 50;

	private static final String ALICE = "alice@example.com";

	private static final String HOME = "203.0.113.7";

	private static final String AWAY = "198.51.100.1";

	private static final RateLimitProperties PROPERTIES = properties("5/1m", "30/1m", "20/1h", "120/1m");

	private final TestTime time = new TestTime();

	private RateLimiter limiter;

	private RateLimiter other;

	/**
	 * Opens the store. All calls in one test have the same buckets.
	 */
	abstract TokenStore store(BucketTime time);

	@BeforeEach
	void prepare() {
		this.limiter = new RateLimiter(store(this.time.bucketTime()), RateLimiter.Store.MEMORY, PROPERTIES);
		this.other = new RateLimiter(store(this.time.bucketTime()), RateLimiter.Store.MEMORY, PROPERTIES);
	}

	@Test
	void loginWhenAccountHasFailedTooOftenThenRefusedFromEverywhere() {
		fail(this.limiter, 3, ALICE, HOME);
		fail(this.other, 2, ALICE, AWAY);
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 12);
		assertRefused(() -> this.other.beginLogin(ALICE, "192.0.2.1"), "login.per-account", 12);
		assertRefused(() -> this.other.beginLogin(ALICE, null), "login.per-account", 12);
		this.limiter.beginLogin("bob@example.com", HOME);
	}

	@Test
	void loginWhenAddressHasFailedTooOftenThenRefusedForEveryAccount() {
		IntStream.range(0, 30).forEach((i) -> this.limiter.beginLogin("user" + i + "@example.com", HOME));
		assertRefused(() -> this.other.beginLogin(ALICE, HOME), "login.per-address", 2);
		fail(this.limiter, 5, ALICE, AWAY);
	}

	@Test
	void loginWhenAddressIsRefusedThenAccountLosesNothing() {
		IntStream.range(0, 30).forEach((i) -> this.limiter.beginLogin("user" + i + "@example.com", HOME));
		for (int i = 0; i < 10; i++) {
			assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-address", 2);
		}
		fail(this.limiter, 5, ALICE, AWAY);
	}

	@Test
	void loginWhenAccountIsRefusedThenAddressLosesNothing() {
		fail(this.limiter, 5, ALICE, AWAY);
		for (int i = 0; i < 40; i++) {
			assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 12);
		}
		this.limiter.beginLogin("bob@example.com", HOME);
	}

	@Test
	void loginWhenSuccessfulThenAccountBeginsAnewAndAddressStays() {
		for (int round = 0; round < 6; round++) {
			fail(this.limiter, 4, ALICE, HOME);
			this.other.beginLogin(ALICE, HOME).succeeded();
		}
		fail(this.limiter, 5, ALICE, HOME);
		fail(this.limiter, 1, "bob@example.com", HOME);
		assertRefused(() -> this.limiter.beginLogin("carol@example.com", HOME), "login.per-address", 2);
	}

	@Test
	void checkThenTakesNothing() {
		for (int i = 0; i < 200; i++) {
			this.limiter.checkLogin(ALICE, HOME);
			this.limiter.checkPasswordCheck(ALICE, HOME);
			this.limiter.checkSignup(HOME);
		}
		fail(this.limiter, 5, ALICE, HOME);
		assertRefused(() -> this.other.checkLogin(ALICE, AWAY), "login.per-account", 12);
		this.other.checkPasswordCheck(ALICE, HOME);
		IntStream.range(0, 25).forEach((i) -> this.limiter.beginLogin("user" + i + "@example.com", HOME));
		assertRefused(() -> this.other.checkLogin("bob@example.com", HOME), "login.per-address", 2);
		assertRefused(() -> this.other.checkPasswordCheck("bob", HOME), "login.per-address", 2);
		this.other.checkLogin("bob@example.com", null);
		IntStream.range(0, 20).forEach((i) -> this.limiter.beginSignup(HOME));
		assertRefused(() -> this.other.checkSignup(HOME), "signup.per-address", 180);
	}

	@Test
	void loginWhenAllSucceedThenNoneIsRefused() {
		for (int i = 0; i < 200; i++) {
			this.limiter.beginLogin(ALICE, HOME).succeeded();
		}
	}

	@Test
	void loginWhenCancelledThenNotCounted() {
		for (int i = 0; i < 200; i++) {
			this.limiter.beginLogin(ALICE, HOME).cancelled();
		}
		fail(this.limiter, 4, ALICE, HOME);
		this.limiter.beginLogin(ALICE, HOME).cancelled();
		fail(this.limiter, 1, ALICE, HOME);
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 12);
	}

	@Test
	void loginWhenEndedTwiceThenTheFirstCounts() {
		fail(this.limiter, 3, ALICE, HOME);
		Attempt attempt = this.limiter.beginLogin(ALICE, HOME);
		attempt.cancelled();
		attempt.cancelled();
		attempt.succeeded();
		fail(this.limiter, 2, ALICE, HOME);
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 12);
	}

	@Test
	void loginWhenTimePassesThenHealsContinuously() {
		fail(this.limiter, 5, ALICE, HOME);
		this.time.advance(Duration.ofMillis(11_500));
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 1);
		this.time.advance(Duration.ofMillis(500));
		fail(this.limiter, 1, ALICE, HOME);
		assertRefused(() -> this.other.beginLogin(ALICE, HOME), "login.per-account", 12);
		this.time.advance(Duration.ofMinutes(1));
		fail(this.other, 5, ALICE, HOME);
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 12);
		this.time.advance(Duration.ofDays(2));
		fail(this.limiter, 5, ALICE, HOME);
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-account", 12);
	}

	@Test
	void loginWhenManyAtOnceThenTheLimitIsExact() throws Exception {
		List<Attempt> attempts = Race.run(THREADS,
				(i) -> tryTo(() -> (((i % 2) != 0) ? this.limiter : this.other).beginLogin(ALICE, "198.51.100." + i)));
		assertThat(attempts.stream().filter(Objects::nonNull)).hasSize(5);
	}

	@Test
	void loginWhenManyAtOnceFromOneAddressThenTheLimitIsExact() throws Exception {
		List<Attempt> attempts = Race.run(THREADS, (i) -> tryTo(
				() -> (((i % 2) != 0) ? this.limiter : this.other).beginLogin("user" + i + "@example.com", HOME)));
		assertThat(attempts.stream().filter(Objects::nonNull)).hasSize(30);
	}

	@Test
	void loginWhenManySucceedAtOnceThenNothingIsLostOrWon() throws Exception {
		Race.run(THREADS, (i) -> tryTo(() -> {
			Attempt attempt = this.limiter.beginLogin("user" + i + "@example.com", HOME);
			attempt.succeeded();
			return attempt;
		}));
		IntStream.range(0, 30).forEach((i) -> this.other.beginLogin("again" + i + "@example.com", HOME));
		assertRefused(() -> this.limiter.beginLogin(ALICE, HOME), "login.per-address", 2);
	}

	@Test
	void loginWhenNetworkIsTheSameThenOneBucket() {
		IntStream.range(0, 30)
			.forEach((i) -> this.limiter.beginLogin("user" + i + "@example.com",
					"2001:db8:1:2::" + Integer.toHexString(i)));
		assertRefused(() -> this.limiter.beginLogin(ALICE, "2001:db8:1:2:ffff::1"), "login.per-address", 2);
		this.limiter.beginLogin(ALICE, "2001:db8:1:3::1");
		IntStream.range(0, 30).forEach((i) -> this.limiter.beginLogin("v4user" + i + "@example.com", HOME));
		assertRefused(() -> this.limiter.beginLogin(ALICE, "::ffff:" + HOME), "login.per-address", 2);
	}

	@Test
	void limitsWhenAddressIsUnknownThenOnlyTheAccountCounts() {
		for (String address : new String[] { null, "unknown" }) {
			IntStream.range(0, 200).forEach((i) -> {
				this.limiter.beginLogin("user" + i + address + "@example.com", address);
				this.limiter.beginSignup(address);
				this.limiter.countRefresh(address);
			});
		}
		fail(this.limiter, 5, ALICE, null);
		assertRefused(() -> this.limiter.beginLogin(ALICE, "unknown"), "login.per-account", 12);
	}

	@Test
	void passwordCheckWhenLoginIsRefusedThenStillThere() {
		fail(this.limiter, 5, ALICE, AWAY);
		for (int i = 0; i < 5; i++) {
			this.limiter.beginPasswordCheck(ALICE, HOME);
		}
		assertRefused(() -> this.other.beginPasswordCheck(ALICE, HOME), "password.per-account", 12);
	}

	@Test
	void signupAndRefreshWhenTooManyThenRefusedEachByItself() {
		IntStream.range(0, 20).forEach((i) -> this.limiter.beginSignup(HOME));
		assertRefused(() -> this.other.beginSignup(HOME), "signup.per-address", 180);
		this.limiter.beginSignup(AWAY);
		IntStream.range(0, 120).forEach((i) -> this.limiter.countRefresh(HOME));
		assertRefused(() -> this.other.countRefresh(HOME), "refresh.per-address", 1);
		this.limiter.beginLogin(ALICE, HOME);
		this.time.advance(Duration.ofMinutes(3));
		this.limiter.beginSignup(HOME);
		assertRefused(() -> this.limiter.beginSignup(HOME), "signup.per-address", 180);
	}

	@Test
	void limitsWhenRateIsChangedThenTheNewOneHolds() {
		fail(this.limiter, 5, ALICE, HOME);
		RateLimiter changed = new RateLimiter(store(this.time.bucketTime()), RateLimiter.Store.MEMORY,
				properties("2/1m", "30/1m", "1/1h", "1/1m"));
		fail(changed, 2, ALICE, HOME);
		assertRefused(() -> changed.beginLogin(ALICE, HOME), "login.per-account", 30);
	}

	private static void fail(RateLimiter limiter, int times, String account, String address) {
		for (int i = 0; i < times; i++) {
			limiter.beginLogin(account, address);
		}
	}

	private static void assertRefused(Runnable attempt, String limit, int seconds) {
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(attempt::run).satisfies((ex) -> {
			assertThat(ex.limit()).isEqualTo(limit);
			assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
		});
	}

	private static Attempt tryTo(Callable<Attempt> attempt) {
		try {
			return attempt.call();
		}
		catch (RateLimitExceededException ex) {
			return null;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static RateLimitProperties properties(String perAccount, String perAddress, String signup, String refresh) {
		return new RateLimitProperties(true,
				new RateLimitProperties.Login(RateLimit.valueOf(perAccount), RateLimit.valueOf(perAddress)),
				new RateLimitProperties.Signup(RateLimit.valueOf(signup)),
				new RateLimitProperties.Refresh(RateLimit.valueOf(refresh)), RateLimitProperties.Store.MEMORY,
				new RateLimitProperties.Memory(10_000));
	}

}
