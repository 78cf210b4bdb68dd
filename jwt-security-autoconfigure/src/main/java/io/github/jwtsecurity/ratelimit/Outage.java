package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Whether shared buckets cannot be used. Meanwhile one request tries them again at a
 * time, and the others do not wait for them. The log tells when it begins and ends.
 */
final class Outage {

	static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(Outage.class);

	private static final long NONE = Long.MIN_VALUE;

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
		if (next == NONE) {
			return true;
		}
		long now = this.time.currentTimeNanos();
		return now - next >= 0 && this.nextTry.compareAndSet(next, now + PAUSE.toNanos());
	}

	void begin(RuntimeException failure) {
		long next = this.time.currentTimeNanos() + PAUSE.toNanos();
		if (this.nextTry.getAndSet(next) == NONE) {
			logger.warn(new StoreException("shared rate limits", failure).getMessage()
					+ ". Until they can, each instance limits by itself");
		}
		logger.debug("The failure", failure);
	}

	void end() {
		if (this.nextTry.get() != NONE && this.nextTry.getAndSet(NONE) != NONE) {
			logger.info("The shared rate limits can be used again");
		}
	}

}
