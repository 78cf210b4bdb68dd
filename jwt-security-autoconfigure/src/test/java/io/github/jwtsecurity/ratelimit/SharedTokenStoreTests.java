package io.github.jwtsecurity.ratelimit;

import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens while the shared buckets cannot be used.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedTokenStoreTests {

	private static final String ALICE = "alice@example.com";

	private static final String BEGIN = "The shared rate limits cannot be used: IllegalStateException";

	private static final String END = "The shared rate limits can be used again";

	private final TestTime time = new TestTime();

	private final AtomicInteger calls = new AtomicInteger();

	private volatile boolean down;

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
		this.limiter.beginLogin("bob@example.com", null).succeeded();
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
			.isThrownBy(() -> this.other.checkLogin(ALICE, null));
		this.down = true;
		this.other.checkLogin(ALICE, null);
		fail(this.other, 5);
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> this.other.checkLogin(ALICE, null));
	}

	@Test
	void loginWhenStoreFailsThenTheLogSaysSoOnce(CapturedOutput output) {
		for (int outage = 1; outage <= 2; outage++) {
			this.down = true;
			for (int i = 0; i < 3; i++) {
				this.limiter.beginLogin(ALICE, "203.0.113.7").succeeded();
				this.time.advance(Outage.PAUSE);
			}
			this.down = false;
			this.limiter.beginLogin(ALICE, "203.0.113.7").succeeded();
			assertThat(output.toString().split(BEGIN, -1)).hasSize(outage + 1);
			assertThat(output.toString().split(END, -1)).hasSize(outage + 1);
		}
		assertThat(output).doesNotContain("secret detail", ALICE, "203.0.113.7");
	}

	@Test
	void loginWhenStoreFailsMeanwhileThenItsEndThrowsNothing() {
		fail(this.limiter, 3);
		Attempt first = this.limiter.beginLogin(ALICE, "203.0.113.7");
		Attempt second = this.limiter.beginLogin(ALICE, "203.0.113.7");
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
		Attempt attempt = this.limiter.beginLogin(ALICE, null);
		this.down = false;
		this.time.advance(Outage.PAUSE);
		fail(this.other, 5);
		attempt.succeeded();
		assertRefused(this.limiter);
		this.down = true;
		fail(this.limiter, 5);
		assertRefused(this.limiter);
	}

	private long reach() {
		if (this.down) {
			throw new IllegalStateException("secret detail of " + ALICE);
		}
		return this.time.bucketTime().currentTimeNanos();
	}

	private RateLimiter limiter() {
		BucketTime now = this.time.bucketTime();
		return new RateLimiter(new SharedTokenStore(this.shared, new MemoryTokenStore(1_000, now), new Outage(now)),
				RateLimiter.Store.PROXY_MANAGER, RateLimiterTests.properties("5/1m", "30/1m", "20/1h", "120/1m"));
	}

	private static void fail(RateLimiter limiter, int times) {
		for (int i = 0; i < times; i++) {
			limiter.beginLogin(ALICE, null);
		}
	}

	private static void assertRefused(RateLimiter limiter) {
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> limiter.beginLogin(ALICE, null));
	}

	private static void assertRefused(RateLimiter limiter, int seconds) {
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> limiter.beginLogin(ALICE, null))
			.satisfies((ex) -> assertThat(ex.retryAfter()).hasSeconds(seconds));
	}

}
