package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the limits with every store, each used by two limiters.
 */
abstract class RateLimiterTests {

	private static final int THREADS = 50;

	private static final String ALICE = "alice@example.com";

	private static final String HOME = "203.0.113.7";

	private static final String AWAY = "198.51.100.1";

	static final LockoutProperties LOCKOUT = lockout(100);

	static final MailLimitProperties MAIL = new MailLimitProperties(RateLimit.valueOf("5/1h"),
			RateLimit.valueOf("20/1m"), Duration.ofSeconds(60));

	private static final String PHONE = "AAAAAAAAAAAAAAAAAAAAAA";

	private static final RateLimitProperties PROPERTIES = properties("5/1m", "30/1m", "20/1h", "120/1m");

	private final TestTime time = new TestTime();

	private RateLimiter limiter;

	private RateLimiter other;

	/**
	 * Opens the store. All calls in one test return the same buckets.
	 */
	abstract BucketStore store(BucketTime time);

	@BeforeEach
	void prepare() {
		this.limiter = new RateLimiter(store(this.time.bucketTime()), RateLimiter.Store.MEMORY, PROPERTIES,
				RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
		this.other = new RateLimiter(store(this.time.bucketTime()), RateLimiter.Store.MEMORY, PROPERTIES,
				RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
	}

	@Test
	void loginWhenAccountHasFailedTooOftenThenRefusedFromEverywhere() {
		fail(this.limiter, 3, ALICE, HOME);
		fail(this.other, 2, ALICE, AWAY);
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 12);
		assertRefused(() -> this.other.login(ALICE, null, "192.0.2.1").begin(), "login.per-account", 12);
		assertRefused(() -> this.other.login(ALICE, null, null).begin(), "login.per-account", 12);
		this.limiter.login("bob@example.com", null, HOME).begin();
	}

	@Test
	void loginWhenAddressHasFailedTooOftenThenRefusedForEveryAccount() {
		IntStream.range(0, 30).forEach((i) -> this.limiter.login("user" + i + "@example.com", null, HOME).begin());
		assertRefused(() -> this.other.login(ALICE, null, HOME).begin(), "login.per-address", 2);
		fail(this.limiter, 5, ALICE, AWAY);
	}

	@Test
	void loginWhenAddressIsRefusedThenAccountLosesNothing() {
		IntStream.range(0, 30).forEach((i) -> this.limiter.login("user" + i + "@example.com", null, HOME).begin());
		for (int i = 0; i < 10; i++) {
			assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-address", 2);
		}
		fail(this.limiter, 5, ALICE, AWAY);
	}

	@Test
	void loginWhenAccountIsRefusedThenAddressLosesNothing() {
		fail(this.limiter, 5, ALICE, AWAY);
		for (int i = 0; i < 40; i++) {
			assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 12);
		}
		this.limiter.login("bob@example.com", null, HOME).begin();
	}

	@Test
	void loginWhenSuccessfulThenAccountBeginsAnewAndAddressStays() {
		for (int round = 0; round < 5; round++) {
			fail(this.limiter, 4, ALICE, HOME);
			this.other.login(ALICE, null, HOME).begin().succeeded();
		}
		fail(this.limiter, 5, ALICE, HOME);
		fail(this.limiter, 5, "bob@example.com", HOME);
		assertRefused(() -> this.limiter.login("carol@example.com", null, HOME).begin(), "login.per-address", 2);
	}

	@Test
	void checkThenTakesNothing() {
		for (int i = 0; i < 200; i++) {
			this.limiter.login(ALICE, null, HOME).check();
			this.limiter.passwordCheck(ALICE, HOME).check();
			this.limiter.signup("new@example.com", HOME).check();
		}
		fail(this.limiter, 5, ALICE, HOME);
		assertRefused(() -> this.other.login(ALICE, null, AWAY).check(), "login.per-account", 12);
		this.other.passwordCheck(ALICE, HOME).check();
		IntStream.range(0, 25).forEach((i) -> this.limiter.login("user" + i + "@example.com", null, HOME).begin());
		assertRefused(() -> this.other.login("bob@example.com", null, HOME).check(), "login.per-address", 2);
		assertRefused(() -> this.other.passwordCheck("bob", HOME).check(), "login.per-address", 2);
		this.other.login("bob@example.com", null, null).check();
		IntStream.range(0, 20).forEach((i) -> this.limiter.signup("new@example.com", HOME).begin());
		assertRefused(() -> this.other.signup("new@example.com", HOME).check(), "signup.per-address", 180);
	}

	@Test
	void loginWhenAllSucceedThenTheTotalOfTheAccountHolds() {
		for (int i = 0; i < 30; i++) {
			(((i % 2) != 0) ? this.limiter : this.other).login(ALICE, null, "198.51.100." + i).begin().succeeded();
		}
		assertRefused(() -> this.limiter.login(ALICE, null, AWAY).check(), "login.total-per-account", 2);
		assertRefused(() -> this.other.login(ALICE, null, AWAY).begin(), "login.total-per-account", 2);
		this.time.advance(Duration.ofSeconds(2));
		this.other.login(ALICE, null, AWAY).begin().succeeded();
	}

	@Test
	void loginWhenAllSucceedOnManyDevicesThenTheTotalOfTheAccountHolds() {
		for (int i = 0; i < 30; i++) {
			this.limiter.login(ALICE, "device" + i, "2001:db8:0:" + i + "::1").begin().succeeded();
		}
		assertRefused(() -> this.other.login(ALICE, PHONE, HOME).begin(), "login.total-per-account", 2);
		assertRefused(() -> this.other.login(ALICE, null, HOME).begin(), "login.total-per-account", 2);
	}

	@Test
	void loginWhenAllSucceedThenTheTotalOfTheAddressHolds() {
		for (int i = 0; i < 120; i++) {
			(((i % 2) != 0) ? this.limiter : this.other).login("user" + i + "@example.com", null, HOME)
				.begin()
				.succeeded();
		}
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).check(), "login.total-per-address", 1);
		assertRefused(() -> this.other.login(ALICE, null, HOME).begin(), "login.total-per-address", 1);
		assertRefused(() -> this.other.passwordCheck("alice", HOME).begin(), "login.total-per-address", 1);
		this.other.login(ALICE, null, AWAY).begin().succeeded();
	}

	@Test
	void passwordCheckWhenAllSucceedThenTheTotalOfTheAccountHolds() {
		for (int i = 0; i < 30; i++) {
			this.limiter.passwordCheck("alice", "198.51.100." + i).begin().succeeded();
		}
		assertRefused(() -> this.other.passwordCheck("alice", HOME).begin(), "password.total-per-account", 2);
		this.other.login("alice", null, HOME).begin();
	}

	@Test
	void loginWhenThresholdIsReachedThenTheWaitGrowsToAnHour() {
		RateLimiter one = withThreshold(5, this.time);
		assertThat(failures(one, 5)).containsExactly(false, false, false, false, true);
		for (int minutes : new int[] { 1, 2, 4, 8, 16, 31, 58, 60, 60, 60 }) {
			int seconds = minutes * 60;
			assertRefused(() -> one.login(ALICE, null, HOME).check(), "login.lockout", seconds);
			assertRefused(() -> one.login(ALICE, null, AWAY).begin(), "login.lockout", seconds);
			this.time.advance(Duration.ofSeconds(seconds - 1));
			assertRefused(() -> one.login(ALICE, null, HOME).begin(), "login.lockout", 1);
			this.time.advance(Duration.ofSeconds(1));
			one.login(ALICE, null, HOME).check();
			assertThat(one.login(ALICE, null, HOME).begin().failed()).isFalse();
		}
	}

	@Test
	void loginWhenLockedThenSuccessBeginsAnew() {
		RateLimiter one = withThreshold(5, this.time);
		failures(one, 5);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(one.login(ALICE, null, HOME).begin().failed()).isFalse();
		this.time.advance(Duration.ofMinutes(2));
		one.login(ALICE, null, HOME).begin().succeeded();
		assertThat(failures(one, 5)).containsExactly(false, false, false, false, true);
		assertRefused(() -> one.login(ALICE, null, HOME).begin(), "login.lockout", 60);
	}

	@Test
	void loginWhenLockedThenOtherAccountsAndThePasswordCheckAreNot() {
		RateLimiter one = withThreshold(5, this.time);
		failures(one, 5);
		one.login("bob@example.com", null, HOME).begin();
		one.passwordCheck(ALICE, HOME).begin();
	}

	@Test
	void loginWhenLockedAndManyAtOnceThenOneAfterEachWait() throws Exception {
		List<RateLimiter> instances = Stream.generate(() -> withThreshold(5, this.time)).limit(3).toList();
		IntStream.range(0, 5).forEach((i) -> instances.get(i % 3).login(ALICE, null, HOME).begin().failed());
		for (int minutes : new int[] { 1, 2, 4 }) {
			this.time.advance(Duration.ofMinutes(minutes));
			List<Attempt> attempts = Race.run(THREADS,
					(i) -> tryTo(() -> instances.get(i % 3).login(ALICE, null, "198.51.100." + i).begin()));
			assertThat(attempts.stream().filter(Objects::nonNull)).hasSize(1);
		}
	}

	@Test
	void loginWhenThresholdIsZeroThenNoCeiling() {
		RateLimiter one = withThreshold(0, this.time);
		for (int i = 0; i < 150; i++) {
			assertThat(one.login(ALICE, null, "2001:db8:0:" + Integer.toHexString(i) + "::1").begin().failed())
				.isFalse();
			this.time.advance(Duration.ofSeconds(12));
		}
	}

	@Test
	void loginWhenStrangersFailThenKnownDeviceIsNotAffected() {
		RateLimiter one = withThreshold(5, this.time);
		failures(one, 5);
		for (int i = 0; i < 3; i++) {
			one.login(ALICE, PHONE, HOME).check();
			one.login(ALICE, PHONE, HOME).begin().failed();
		}
		assertRefused(() -> one.login(ALICE, null, HOME).begin(), "login.lockout", 60);
		one.login(ALICE, PHONE, HOME).begin().succeeded();
		assertThat(failures(one, 5)).as("a successful login also resets the failures of strangers").endsWith(true);
	}

	@Test
	void loginWhenKnownDeviceFailsThenItsOwnLimitHolds() {
		for (int i = 0; i < 5; i++) {
			this.limiter.login(ALICE, PHONE, HOME).begin();
		}
		assertRefused(() -> this.other.login(ALICE, PHONE, AWAY).begin(), "login.per-account", 12);
		fail(this.other, 5, ALICE, HOME);
	}

	@Test
	void loginWhenKnownDeviceThenItsAddressIsLimited() {
		IntStream.range(0, 30).forEach((i) -> this.limiter.login("user" + i + "@example.com", null, HOME).begin());
		assertRefused(() -> this.limiter.login(ALICE, PHONE, HOME).begin(), "login.per-address", 2);
	}

	@Test
	void flowsThenThoseOfTheAccountOrDeviceAndOfTheAddress() {
		Set<String> stranger = this.limiter.login(ALICE, null, HOME).flows();
		Set<String> owner = this.limiter.login(ALICE, PHONE, AWAY).flows();
		assertThat(stranger).hasSize(2).doesNotContainAnyElementsOf(owner).noneMatch((flow) -> flow.contains(ALICE));
		assertThat(this.limiter.signup(ALICE, "::ffff:" + HOME).flows()).isEqualTo(stranger);
		assertThat(stranger).contains(AttemptLimits.flowOfAddress("::ffff:" + HOME));
		assertThat(AttemptLimits.flowOfAddress("2001:db8::1")).isEqualTo(AttemptLimits.flowOfAddress("2001:db8::2"))
			.isNotEqualTo(AttemptLimits.flowOfAddress(null));
		assertThat(this.limiter.passwordCheck("alice", HOME).flows()).containsAnyElementsOf(stranger)
			.isNotEqualTo(stranger);
	}

	@Test
	void loginWhenCancelledThenNotCounted() {
		for (int i = 0; i < 200; i++) {
			this.limiter.login(ALICE, null, HOME).begin().cancelled();
		}
		fail(this.limiter, 4, ALICE, HOME);
		this.limiter.login(ALICE, null, HOME).begin().cancelled();
		fail(this.limiter, 1, ALICE, HOME);
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 12);
	}

	@Test
	void loginWhenEndedTwiceThenTheFirstCounts() {
		fail(this.limiter, 3, ALICE, HOME);
		Attempt attempt = this.limiter.login(ALICE, null, HOME).begin();
		attempt.cancelled();
		attempt.cancelled();
		attempt.succeeded();
		fail(this.limiter, 2, ALICE, HOME);
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 12);
	}

	@Test
	void loginWhenTimePassesThenHealsContinuously() {
		fail(this.limiter, 5, ALICE, HOME);
		this.time.advance(Duration.ofMillis(11_500));
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 1);
		this.time.advance(Duration.ofMillis(500));
		fail(this.limiter, 1, ALICE, HOME);
		assertRefused(() -> this.other.login(ALICE, null, HOME).begin(), "login.per-account", 12);
		this.time.advance(Duration.ofMinutes(1));
		fail(this.other, 5, ALICE, HOME);
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 12);
		this.time.advance(Duration.ofDays(2));
		fail(this.limiter, 5, ALICE, HOME);
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-account", 12);
	}

	@Test
	void loginWhenManyAtOnceThenTheLimitIsExact() throws Exception {
		List<Attempt> attempts = Race.run(THREADS, (i) -> tryTo(
				() -> (((i % 2) != 0) ? this.limiter : this.other).login(ALICE, null, "198.51.100." + i).begin()));
		assertThat(attempts.stream().filter(Objects::nonNull)).hasSize(5);
	}

	@Test
	void loginWhenManyAtOnceFromOneAddressThenTheLimitIsExact() throws Exception {
		List<Attempt> attempts = Race.run(THREADS,
				(i) -> tryTo(() -> (((i % 2) != 0) ? this.limiter : this.other)
					.login("user" + i + "@example.com", null, HOME)
					.begin()));
		assertThat(attempts.stream().filter(Objects::nonNull)).hasSize(30);
	}

	@Test
	void loginWhenManySucceedAtOnceThenNothingIsLostOrWon() throws Exception {
		Race.run(THREADS, (i) -> tryTo(() -> {
			Attempt attempt = this.limiter.login("user" + i + "@example.com", null, HOME).begin();
			attempt.succeeded();
			return attempt;
		}));
		IntStream.range(0, 30).forEach((i) -> this.other.login("again" + i + "@example.com", null, HOME).begin());
		assertRefused(() -> this.limiter.login(ALICE, null, HOME).begin(), "login.per-address", 2);
	}

	@Test
	void loginWhenNetworkIsTheSameThenOneBucket() {
		IntStream.range(0, 30)
			.forEach((i) -> this.limiter
				.login("user" + i + "@example.com", null, "2001:db8:1:2::" + Integer.toHexString(i))
				.begin());
		assertRefused(() -> this.limiter.login(ALICE, null, "2001:db8:1:2:ffff::1").begin(), "login.per-address", 2);
		this.limiter.login(ALICE, null, "2001:db8:1:3::1").begin();
		IntStream.range(0, 30).forEach((i) -> this.limiter.login("v4user" + i + "@example.com", null, HOME).begin());
		assertRefused(() -> this.limiter.login(ALICE, null, "::ffff:" + HOME).begin(), "login.per-address", 2);
	}

	/**
	 * A client cannot avoid a limit by address by hiding its address.
	 */
	@Test
	void limitsWhenAddressIsUnknownThenOneBucketOfEachKind() {
		for (int i = 0; i < 30; i++) {
			this.limiter.login("user" + i + "@example.com", null, (i % 2 != 0) ? null : "hidden" + i).begin();
		}
		assertRefused(() -> this.other.login(ALICE, null, "unknown").begin(), "login.per-address", 2);
		for (int i = 0; i < 20; i++) {
			this.limiter.signup("new@example.com", (i % 2 != 0) ? null : "hidden" + i).begin();
		}
		assertRefused(() -> this.other.signup("new@example.com", null).begin(), "signup.per-address", 180);
		IntStream.range(0, 120).forEach((i) -> this.limiter.countRefresh("hidden" + i));
		assertRefused(() -> this.other.countRefresh(null), "refresh.per-address", 1);
		fail(this.limiter, 5, ALICE, HOME);
	}

	@Test
	void passwordCheckWhenLoginIsRefusedThenStillThere() {
		fail(this.limiter, 5, ALICE, AWAY);
		for (int i = 0; i < 5; i++) {
			this.limiter.passwordCheck(ALICE, HOME).begin();
		}
		assertRefused(() -> this.other.passwordCheck(ALICE, HOME).begin(), "password.per-account", 12);
	}

	@Test
	void signupAndRefreshWhenTooManyThenRefusedEachByItself() {
		IntStream.range(0, 20).forEach((i) -> this.limiter.signup("new@example.com", HOME).begin());
		assertRefused(() -> this.other.signup("new@example.com", HOME).begin(), "signup.per-address", 180);
		this.limiter.signup("new@example.com", AWAY).begin();
		IntStream.range(0, 120).forEach((i) -> this.limiter.countRefresh(HOME));
		assertRefused(() -> this.other.countRefresh(HOME), "refresh.per-address", 1);
		this.limiter.login(ALICE, null, HOME).begin();
		this.time.advance(Duration.ofMinutes(3));
		this.limiter.signup("new@example.com", HOME).begin();
		assertRefused(() -> this.limiter.signup("new@example.com", HOME).begin(), "signup.per-address", 180);
	}

	@Test
	void limitsWhenRateIsChangedThenTheNewOneHolds() {
		fail(this.limiter, 5, ALICE, HOME);
		RateLimiter changed = new RateLimiter(store(this.time.bucketTime()), RateLimiter.Store.MEMORY,
				properties("2/1m", "30/1m", "1/1h", "1/1m"), RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
		fail(changed, 2, ALICE, HOME);
		assertRefused(() -> changed.login(ALICE, null, HOME).begin(), "login.per-account", 30);
	}

	private RateLimiter withThreshold(int threshold, TestTime now) {
		return new RateLimiter(store(now.bucketTime()), RateLimiter.Store.MEMORY,
				properties("50/1m", "3000/1m", "20/1h", "120/1m"), lockout(threshold), RateLimiterTests.MAIL);
	}

	/**
	 * Fails from several addresses.
	 * @return for each failure whether the wait grows from then on
	 */
	private static List<Boolean> failures(RateLimiter limiter, int times) {
		return IntStream.range(0, times)
			.mapToObj((i) -> limiter.login(ALICE, null, "198.51.100." + i).begin().failed())
			.toList();
	}

	private static void fail(RateLimiter limiter, int times, String account, String address) {
		for (int i = 0; i < times; i++) {
			limiter.login(account, null, address).begin();
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
		return TestProperties.bind(RateLimitProperties.class, "login.per-account=" + perAccount,
				"login.per-address=" + perAddress, "login.total-per-account=30/1m", "login.total-per-address=120/1m",
				"signup.per-address=" + signup, "refresh.per-address=" + refresh, "memory.maximum-size=10000");
	}

	static LockoutProperties lockout(int threshold) {
		return TestProperties.bind(LockoutProperties.class, "threshold=" + threshold);
	}

}
