package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether shared buckets cannot be used. Meanwhile one request tries them again at a
 * time, and the others do not wait for them. The log tells when it begins and ends.
 */
final class Outage {

	static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(Outage.class);

	private static final long NONE = Long.MIN_VALUE;

	/** One request tries, however long that takes. */
	private static final long TRYING = Long.MIN_VALUE + 1;

	private final TimeMeter time;

	private final AtomicLong nextTry = new AtomicLong(NONE);

	Outage(TimeMeter time) {
		this.time = time;
	}

	/**
	 * Whether the caller may use the shared buckets. If so, it says how that went.
	 */
	boolean mayTry() {
		long next = this.nextTry.get();
		return next == NONE || (next != TRYING && this.time.currentTimeNanos() - next >= 0
				&& this.nextTry.compareAndSet(next, TRYING));
	}

	/**
	 * Says how it went.
	 * @param failure what was thrown, {@code null} if they can be used
	 */
	void report(@Nullable RuntimeException failure) {
		if (failure != null) {
			begin(failure);
		}
		else {
			end();
		}
	}

	private void begin(RuntimeException cause) {
		StoreException failure = new StoreException("shared rate limits", cause);
		if (this.nextTry.getAndSet(this.time.currentTimeNanos() + PAUSE.toNanos()) == NONE) {
			logger.warn(failure.getMessage() + ". Until they can, each instance limits by itself");
		}
		logger.debug(failure.trace());
	}

	private void end() {
		if (this.nextTry.compareAndSet(TRYING, NONE)) {
			logger.info("The shared rate limits can be used again");
		}
	}

}
