package io.github.jwtsecurity.ratelimit;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The limits of an address.
 *
 * @param failures the limit of failures, {@code null} for none
 * @param total the limit of all attempts
 */
record AddressLimits(@Nullable Limit failures, Limit total) {

	Stream<Limit> rates() {
		return (this.failures != null) ? Stream.of(this.failures, this.total) : Stream.of(this.total);
	}

	void check(BucketStore tokens, String key) {
		if (this.failures != null) {
			tokens.check(this.failures, key);
		}
		tokens.check(this.total, key);
	}

	void take(BucketStore tokens, String key, Attempt attempt) {
		if (this.failures != null) {
			attempt.addFailureOfAddress(tokens.take(this.failures, key));
		}
		attempt.add(tokens.take(this.total, key));
	}

}
