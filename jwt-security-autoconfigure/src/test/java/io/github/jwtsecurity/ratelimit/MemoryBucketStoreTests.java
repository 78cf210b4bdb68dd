package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the buckets in memory during a flood of accounts and addresses.
 */
class MemoryBucketStoreTests {

	private static final int MAXIMUM = 100_000;

	private static final int FLOOD = 500_000;

	private static final Limit LIMIT = Limit.of("test", RateLimit.valueOf("5/1m"));

	private final TestTime time = new TestTime();

	private final MemoryBucketStore store = new MemoryBucketStore(MAXIMUM, this.time.bucketTime());

	@Test
	void checkWhenThereIsNoBucketThenCreatesNone() {
		assertThat(this.store.check(LIMIT, "new")).isZero();
		assertThat(this.store.size()).isZero();
		take("new");
		assertThat(this.store.check(LIMIT, "new")).isOne();
	}

	@Test
	void takeWhenFloodedDuringAnAttackThenItsLimitHoldsAndMemoryIsBounded() {
		int taken = 0;
		for (int i = 0; i < FLOOD; i++) {
			flood(i);
			if (i % 1_000 == 0) {
				taken += take("attacked") ? 1 : 0;
				assertThat(this.store.size()).isLessThanOrEqualTo(MAXIMUM);
			}
		}
		assertThat(taken).isEqualTo(5);
	}

	/**
	 * The attack uses up the bucket, and then tries to displace it.
	 */
	@Test
	void takeWhenFloodedAfterAnAttackThenItsLimitHolds() {
		assertThat(IntStream.range(0, 8).filter((i) -> take("attacked"))).hasSize(5);
		IntStream.range(0, FLOOD).forEach(this::flood);
		assertThat(take("attacked")).isFalse();
	}

	/**
	 * Among so many keys, a new key may be dropped until it is used more often than
	 * others, so that a few more attempts are admitted once.
	 */
	@Test
	void takeWhenFloodedBeforeAnAttackThenItsLimitHoldsSoon() {
		IntStream.range(0, FLOOD).forEach(this::flood);
		assertThat(IntStream.range(0, 1_000).filter((i) -> {
			IntStream.range(0, 100).forEach((j) -> flood(FLOOD + 100 * i + j));
			return take("attacked");
		})).hasSizeBetween(5, 10);
	}

	@Test
	void takeWhenBucketsAreFullAgainThenForgotten() {
		IntStream.range(0, 1_000).forEach(this::flood);
		assertThat(this.store.size()).isEqualTo(1_000);
		this.time.advance(Duration.ofSeconds(20));
		assertThat(this.store.size()).isZero();
	}

	@Test
	void takeWhenNewThenEmpty() {
		assertThat(this.store.size()).isZero();
	}

	private void flood(int number) {
		this.store.take(LIMIT, "account-" + number);
	}

	private boolean take(String key) {
		try {
			this.store.take(LIMIT, key);
			return true;
		}
		catch (RateLimitExceededException ex) {
			return false;
		}
	}

}
