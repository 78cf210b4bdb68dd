package io.github.jwtsecurity.ratelimit;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The limits of an account. The failures of each known device of the account are limited
 * separately.
 *
 * @param failures the limit of failures
 * @param total the limit of all attempts, including those that succeed and those of known
 * devices
 * @param threshold the number of failures in a row from which the wait grows
 * @param lockout the wait after these failures, {@code null} for none
 */
record AccountLimits(Limit failures, Limit total, int threshold, @Nullable Limit lockout) {

	private static final int STEPS = 6;

	static AccountLimits of(String prefix, RateLimit failures, RateLimit total, int threshold) {
		String name = prefix + ".per-account";
		Limit ofAll = Limit.of(prefix + ".total-per-account", total);
		if (threshold == 0) {
			return new AccountLimits(Limit.of(name, failures), ofAll, threshold, null);
		}
		return new AccountLimits(Limit.ofFailures(name, failures, threshold + STEPS), ofAll, threshold,
				Limit.ofGrowingWait(prefix + ".lockout", STEPS));
	}

	/**
	 * Returns the limits that are configured as count/duration.
	 */
	Stream<Limit> rates() {
		return Stream.of(this.failures, this.total);
	}

	/**
	 * Checks whether an attempt could begin.
	 * @param key the key of the account or device, for the failures
	 * @param account the key of the account, for all attempts
	 */
	void check(BucketStore tokens, String key, String account) {
		long failed = tokens.check(this.failures, key);
		tokens.check(this.total, account);
		if (this.lockout != null && failed >= this.threshold) {
			tokens.check(this.lockout, key);
		}
	}

	/**
	 * Counts an attempt. The failures are counted first, since their number decides
	 * whether there is a wait.
	 * @param key the key of the account or device, for the failures
	 * @param account the key of the account, for all attempts
	 */
	void take(BucketStore tokens, String key, String account, Attempt attempt) {
		BucketStore.Token failure = tokens.take(this.failures, key);
		attempt.addFailureOfAccount(failure);
		attempt.add(tokens.take(this.total, account));
		if (this.lockout != null && failure.missing() >= this.threshold) {
			BucketStore.Token wait = tokens.take(this.lockout, key);
			attempt.addFailureOfAccount(wait);
			attempt.setLocking(wait.missing() == 1);
		}
	}

	void forgive(BucketStore tokens, String key) {
		tokens.fill(this.failures, key);
		if (this.lockout != null) {
			tokens.fill(this.lockout, key);
		}
	}

}
