package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The state of the connection to the shared buckets. During an outage, one request at a
 * time tries to use the shared buckets again, and the others do not wait for it. The
 * start and the end of an outage are logged.
 */
final class Outage {

	static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(Outage.class);

	private static final long NONE = Long.MIN_VALUE;

	/** A value that marks a retry in progress, however long it takes. */
	private static final long TRYING = Long.MIN_VALUE + 1;

	private final TimeMeter time;

	private final AtomicLong nextTry = new AtomicLong(NONE);

	Outage(TimeMeter time) {
		this.time = time;
	}

	/**
	 * Returns whether the caller may use the shared buckets. If so, the caller must then
	 * call {@link #report}.
	 */
	boolean mayTry() {
		long next = this.nextTry.get();
		return next == NONE || (next != TRYING && this.time.currentTimeNanos() - next >= 0
				&& this.nextTry.compareAndSet(next, TRYING));
	}

	/**
	 * Records the outcome of using the shared buckets.
	 * @param failure the exception, {@code null} after a success
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
			logger.warn(failure.getMessage() + ". Meanwhile each instance applies the limits separately");
		}
		logger.debug(failure.trace());
	}

	private void end() {
		if (this.nextTry.compareAndSet(TRYING, NONE)) {
			logger.info("The shared rate limits can be used again");
		}
	}

}
