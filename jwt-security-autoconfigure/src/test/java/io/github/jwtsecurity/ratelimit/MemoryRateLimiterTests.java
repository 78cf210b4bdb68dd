package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryRateLimiterTests extends RateLimiterTests {

	private static final Duration STEP = Duration.ofSeconds(12);

	private BucketStore store;

	@Override
	BucketStore store(BucketTime time) {
		if (this.store == null) {
			this.store = new MemoryBucketStore(10_000, time);
		}
		return this.store;
	}

	/**
	 * Guesses as fast as the limit of failures allows. Without the ceiling, that would be
	 * 7,200 guesses.
	 */
	@Test
	void loginWhenGuessedForADayThenTheCeilingHolds() {
		assertThat(guessesWithinADay(100)).isBetween(100, 135);
		assertThat(guessesWithinADay(0)).isEqualTo(7_200);
	}

	private int guessesWithinADay(int threshold) {
		TestTime time = new TestTime();
		RateLimiter limiter = new RateLimiter(new MemoryBucketStore(10_000, time.bucketTime()),
				RateLimiter.Store.MEMORY, properties("5/1m", "30/1m", "20/1h", "120/1m"), lockout(threshold),
				RateLimiterTests.MAIL);
		int guesses = 0;
		for (Duration now = Duration.ZERO; now.toDays() < 1; now = now.plus(STEP)) {
			guesses += isAdmitted(limiter) ? 1 : 0;
			time.advance(STEP);
		}
		return guesses;
	}

	private static boolean isAdmitted(RateLimiter limiter) {
		try {
			limiter.login("alice@example.com", null, "203.0.113.7").begin().failed();
			return true;
		}
		catch (RateLimitExceededException ex) {
			return false;
		}
	}

}
