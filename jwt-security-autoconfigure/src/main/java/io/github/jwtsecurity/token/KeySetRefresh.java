package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.token.KeySetStatus.Snapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The refreshes of a key set. At most one runs at a time, and at most two start in an
 * interval. Each refresh runs on a thread of its own, which ends with the refresh.
 */
final class KeySetRefresh implements Closeable {

	private static final Log logger = LogFactory.getLog(KeySetRefresh.class);

	private static final int STARTS_IN_AN_INTERVAL = 2;

	private final CheckedKeySetSource source;

	private final KeySetStatus status;

	private final Duration interval;

	private final Clock clock;

	private @Nullable Run running;

	private Instant intervalStart = Instant.EPOCH;

	private int starts;

	private boolean closed;

	KeySetRefresh(CheckedKeySetSource source, KeySetStatus status, Duration interval, Clock clock) {
		this.source = source;
		this.status = status;
		this.interval = interval;
		this.clock = clock;
	}

	/**
	 * Starts a refresh, unless one is running or has just ended. This method does not
	 * wait for the refresh.
	 * @param known the state that the caller has seen
	 * @return a latch that opens when the refresh ends, {@code null} if no refresh may
	 * start now
	 */
	synchronized @Nullable CountDownLatch start(Snapshot known) {
		if (this.status.snapshot() != known) {
			return new CountDownLatch(0);
		}
		if (this.running == null && !this.closed && mayStart(this.clock.instant())) {
			this.running = run();
		}
		return (this.running != null) ? this.running.end() : null;
	}

	private boolean mayStart(Instant now) {
		Duration elapsed = Duration.between(this.intervalStart, now);
		if (elapsed.isNegative() || elapsed.compareTo(this.interval) >= 0) {
			this.intervalStart = now;
			this.starts = 0;
		}
		if (this.starts >= STARTS_IN_AN_INTERVAL) {
			return false;
		}
		this.starts++;
		return true;
	}

	private Run run() {
		CountDownLatch end = new CountDownLatch(1);
		// The thread inherits no thread-local values of the request.
		Thread thread = new Thread(null, () -> refresh(end), "jwt-security-keys", 0, false);
		thread.setContextClassLoader(KeySetRefresh.class.getClassLoader());
		thread.setDaemon(true);
		thread.start();
		return new Run(thread, end);
	}

	private void refresh(CountDownLatch end) {
		// The set is at least as old as the request for it.
		Instant startedAt = this.clock.instant();
		try {
			JWKSet keys = this.source.fetch();
			this.status.fetched(startedAt, keys);
		}
		catch (InterruptedException ex) {
			logger.debug("Fetching a key set was interrupted by the shutdown of the application");
		}
		catch (Throwable ex) {
			fail(ex);
		}
		finally {
			synchronized (this) {
				this.running = null;
			}
			end.countDown();
		}
	}

	/**
	 * Records a failure. The last keys remain in use after any failure. The message of
	 * the failure may contain text of the issuer.
	 */
	private void fail(Throwable failure) {
		String reason = LogText.of(String.valueOf(failure.getMessage()));
		this.status.failed(this.clock.instant(), reason);
		logger.warn("The key set %s could not be fetched: %s".formatted(this.source, reason));
		logger.debug("The failure", failure);
	}

	/**
	 * Interrupts a refresh that is running, and prevents further ones.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.running != null) {
			this.running.thread().interrupt();
		}
	}

	private record Run(Thread thread, CountDownLatch end) {

	}

}
