package io.github.jwtsecurity.ratelimit;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.jdbc.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for outages of the shared buckets.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedBucketStoreTests {

	private static final String ALICE = "alice@example.com";

	private static final String BEGIN = "The shared rate limits cannot be used: IllegalStateException";

	private static final String END = "The shared rate limits can be used again";

	private final TestTime time = new TestTime();

	private final AtomicInteger calls = new AtomicInteger();

	private volatile boolean down;

	private final AtomicInteger conflicts = new AtomicInteger();

	private final ProxyManager<String> shared = Bucket4jCaffeine
		.<String>builderFor(Caffeine.newBuilder().maximumSize(1_000))
		.clientClock(new BucketTime(this::reach))
		.build()
		.withMapper((key) -> {
			this.calls.incrementAndGet();
			return key;
		});

	private final RateLimiter limiter = limiter();

	private final RateLimiter other = limiter();

	@Test
	void loginWhenStoreFailsThenEachInstanceLimitsByItself() {
		fail(this.limiter, 3);
		this.down = true;
		fail(this.limiter, 5);
		assertRefused(this.limiter);
		fail(this.other, 5);
		assertRefused(this.other);
	}

	@Test
	void loginWhenStoreFailsThenTriesItAgainAfterAPause() {
		this.down = true;
		fail(this.limiter, 2);
		this.limiter.login("bob@example.com", null, null).begin().succeeded();
		assertThat(this.calls).hasValue(1);
		this.time.advance(Outage.PAUSE);
		fail(this.limiter, 2);
		assertThat(this.calls).hasValue(2);
		this.down = false;
		fail(this.limiter, 1);
		assertThat(this.calls).hasValue(2);
		this.time.advance(Outage.PAUSE);
		fail(this.limiter, 5);
		assertRefused(this.other);
	}

	@Test
	void mayTryWhenATryTakesLongThenNoOtherMeanwhile() {
		Outage outage = new Outage(this.time.bucketTime());
		assertThat(outage.mayTry()).isTrue();
		assertThat(outage.mayTry()).isTrue();
		outage.report(new IllegalStateException());
		assertThat(outage.mayTry()).isFalse();
		this.time.advance(Outage.PAUSE);
		assertThat(outage.mayTry()).isTrue();
		this.time.advance(Outage.PAUSE.multipliedBy(10));
		assertThat(outage.mayTry()).isFalse();
		outage.report(null);
		assertThat(outage.mayTry()).isTrue();
	}

	@Test
	void checkWhenStoreFailsThenThatOfTheInstance() {
		fail(this.limiter, 5);
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> this.other.login(ALICE, null, null).check());
		this.down = true;
		this.other.login(ALICE, null, null).check();
		fail(this.other, 5);
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> this.other.login(ALICE, null, null).check());
	}

	@Test
	void loginWhenDeviceSucceedsDuringAnOutageThenFailuresOfStrangersAreForgotten() {
		this.down = true;
		fail(this.limiter, 5);
		assertRefused(this.limiter);
		this.limiter.login(ALICE, "device", null).begin().succeeded();
		fail(this.limiter, 5);
		assertRefused(this.limiter);
	}

	@Test
	void loginWhenStoreFailsThenTheLogSaysSoOnce(CapturedOutput output) {
		for (int outage = 1; outage <= 2; outage++) {
			this.down = true;
			for (int i = 0; i < 3; i++) {
				this.limiter.login(ALICE, null, "203.0.113.7").begin().succeeded();
				this.time.advance(Outage.PAUSE);
			}
			this.down = false;
			this.limiter.login(ALICE, null, "203.0.113.7").begin().succeeded();
			assertThat(output.toString().split(BEGIN, -1)).hasSize(outage + 1);
			assertThat(output.toString().split(END, -1)).hasSize(outage + 1);
		}
		assertThat(output).doesNotContain("secret detail", ALICE, "203.0.113.7");
	}

	@Test
	void loginWhenStoreFailsMeanwhileThenItsEndThrowsNothing() {
		fail(this.limiter, 3);
		Attempt first = this.limiter.login(ALICE, null, "203.0.113.7").begin();
		Attempt second = this.limiter.login(ALICE, null, "203.0.113.7").begin();
		this.down = true;
		first.succeeded();
		second.cancelled();
		this.down = false;
		this.time.advance(Outage.PAUSE);
		assertRefused(this.limiter, 7);
	}

	@Test
	void loginWhenBegunDuringAnOutageThenEndsWhereItBegan() {
		this.down = true;
		fail(this.limiter, 4);
		Attempt attempt = this.limiter.login(ALICE, null, null).begin();
		this.down = false;
		this.time.advance(Outage.PAUSE);
		fail(this.other, 5);
		attempt.succeeded();
		assertRefused(this.limiter);
		this.down = true;
		fail(this.limiter, 5);
		assertRefused(this.limiter);
	}

	@Test
	void loginWhenConflictsThenTriesAgainAndCountsOnce(CapturedOutput output) {
		fail(this.other, 3);
		this.conflicts.set(10);
		fail(this.limiter, 2);
		this.conflicts.set(10);
		assertRefused(this.other);
		assertThat(output).doesNotContain("cannot be used");
	}

	/**
	 * With separate buckets, each instance would start with all attempts.
	 */
	@Test
	void loginWhenConflictsNeverEndThenRefusedWithoutAnOutage(CapturedOutput output) {
		Attempt attempt = this.limiter.login(ALICE, null, null).begin();
		fail(this.limiter, 3);
		this.conflicts.set(Integer.MAX_VALUE);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> fail(this.limiter, 1))
			.withMessageContaining("SQLSTATE 40001");
		attempt.cancelled();
		this.conflicts.set(0);
		fail(this.limiter, 1);
		assertRefused(this.other);
		assertThat(output).doesNotContain("Until they can");
	}

	@Test
	void loginWhenStoreFailsAtTheAccountThenAddressGetsItsTokensBack() {
		AtomicInteger given = new AtomicInteger();
		RateLimiter failing = limiter(new BucketStore() {

			@Override
			public long check(Limit limit, String key) {
				throw new IllegalStateException();
			}

			@Override
			public Token take(Limit limit, String key) {
				if (!limit.isOfAddress()) {
					throw new StoreException("shared rate limits", new IllegalStateException());
				}
				return new Token() {

					@Override
					public long missing() {
						return 1;
					}

					@Override
					public void giveBack() {
						given.incrementAndGet();
					}

					@Override
					public void fill() {
						throw new IllegalStateException();
					}

				};
			}

			@Override
			public void fill(Limit limit, String key) {
				throw new IllegalStateException();
			}

		});
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> failing.login(ALICE, null, "203.0.113.7").begin());
		assertThat(given).hasValue(2);
	}

	private long reach() {
		if (this.down) {
			throw new IllegalStateException("secret detail of " + ALICE);
		}
		if (this.conflicts.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			throw new BucketExecutionException(new SQLException("could not serialize access", "40001"));
		}
		return this.time.bucketTime().currentTimeNanos();
	}

	private RateLimiter limiter() {
		BucketTime now = this.time.bucketTime();
		return limiter(new SharedBucketStore(this.shared, new MemoryBucketStore(1_000, now), new Outage(now)));
	}

	private static RateLimiter limiter(BucketStore tokens) {
		return new RateLimiter(tokens, RateLimiter.Store.PROXY_MANAGER,
				RateLimiterTests.properties("5/1m", "30/1m", "20/1h", "120/1m"), RateLimiterTests.LOCKOUT,
				RateLimiterTests.MAIL);
	}

	private static void fail(RateLimiter limiter, int times) {
		for (int i = 0; i < times; i++) {
			limiter.login(ALICE, null, null).begin();
		}
	}

	private static void assertRefused(RateLimiter limiter) {
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limiter.login(ALICE, null, null).begin());
	}

	private static void assertRefused(RateLimiter limiter, int seconds) {
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limiter.login(ALICE, null, null).begin())
			.satisfies((ex) -> assertThat(ex.retryAfter()).hasSeconds(seconds));
	}

}
