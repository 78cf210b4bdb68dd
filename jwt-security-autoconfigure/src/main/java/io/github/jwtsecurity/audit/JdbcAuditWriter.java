package io.github.jwtsecurity.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Writes to the table in the background, and deletes what is old. An event comes while
 * its transaction still holds a connection: whoever waited for a second one then would
 * empty the pool. And a refusal must not depend on the database.
 */
final class JdbcAuditWriter implements AuditSink, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(JdbcAuditWriter.class);

	private static final int CAPACITY = 10_000;

	private static final int BATCH_SIZE = 200;

	private static final int CLEANING_BATCH_SIZE = 500;

	private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

	private static final Duration TIME_TO_END = Duration.ofSeconds(5);

	private final BlockingQueue<AuditRecord> queue = new LinkedBlockingQueue<>(CAPACITY);

	private final AtomicLong overflow = new AtomicLong();

	private final LongAdder lost = new LongAdder();

	private final JdbcAuditTable table;

	private final boolean admissionsAreThere;

	private final Duration retention;

	private final Clock clock;

	private volatile @Nullable Thread thread;

	private volatile boolean stopped;

	/**
	 * Creates a writer.
	 * @param table what to write to
	 * @param admissionsAreThere whether {@link JdbcAuditGuard} has written signups and
	 * logins already
	 * @param retention how long rows are kept
	 * @param clock the clock
	 */
	JdbcAuditWriter(JdbcAuditTable table, boolean admissionsAreThere, Duration retention, Clock clock) {
		this.table = table;
		this.admissionsAreThere = admissionsAreThere;
		this.retention = retention;
		this.clock = clock;
	}

	@Override
	public String kind() {
		return "jdbc";
	}

	/**
	 * Does not wait, except while the application ends.
	 */
	@Override
	public void accept(AuditRecord auditRecord) {
		if (this.admissionsAreThere && auditRecord.isAdmission()) {
			return;
		}
		if (!this.queue.offer(auditRecord)) {
			this.lost.increment();
			if (this.overflow.getAndIncrement() == 0) {
				logger
					.error("Audit records come faster than the table can take them. Those that are too many are in the"
							+ " log only");
			}
		}
		if (this.stopped) {
			writeAll();
		}
	}

	@Override
	public long lost() {
		return this.lost.sum();
	}

	@Override
	public void start() {
		this.stopped = false;
		Thread started = new Thread(this::run, "jwt-security-audit");
		started.setDaemon(true);
		this.thread = started;
		started.start();
	}

	private void run() {
		long nextCleaning = System.nanoTime() + CLEANING_INTERVAL.toNanos();
		while (!this.stopped) {
			try {
				AuditRecord first = this.queue.poll(100, TimeUnit.MILLISECONDS);
				if (first != null) {
					writeBatch(first);
				}
				if (System.nanoTime() - nextCleaning >= 0 && !clean()) {
					nextCleaning = System.nanoTime() + CLEANING_INTERVAL.toNanos();
				}
			}
			catch (InterruptedException ex) {
				// Only stop() ends it.
			}
		}
		writeAll();
	}

	private void writeAll() {
		for (AuditRecord first = this.queue.poll(); first != null; first = this.queue.poll()) {
			writeBatch(first);
		}
	}

	private void writeBatch(AuditRecord first) {
		List<AuditRecord> batch = new ArrayList<>(List.of(first));
		this.queue.drainTo(batch, BATCH_SIZE - 1);
		try {
			this.table.insert(batch);
		}
		catch (RuntimeException ex) {
			this.lost.add(batch.size());
			StoreException failure = failure(ex);
			reportLost(batch.size(), failure.getMessage());
			logger.debug(failure.trace());
		}
		long tooMany = this.overflow.getAndSet(0);
		if (tooMany > 0) {
			reportLost(tooMany, "There were more than the database could take");
		}
	}

	private static void reportLost(long count, @Nullable String reason) {
		logger.error("Audit records that are in the log, but not in the table: " + count + ". " + reason);
	}

	/**
	 * Deletes some rows.
	 * @return whether there may be more to delete
	 */
	boolean clean() {
		try {
			int deleted = this.table.deleteBefore(this.clock.instant().minus(this.retention), CLEANING_BATCH_SIZE);
			logger.debug("Deleted old audit records: " + deleted);
			return deleted >= CLEANING_BATCH_SIZE;
		}
		catch (RuntimeException ex) {
			StoreException failure = failure(ex);
			logger.warn("Old audit records could not be deleted now. " + failure.getMessage());
			logger.debug(failure.trace());
			return false;
		}
	}

	/**
	 * Whatever it is, the thread goes on.
	 */
	private static StoreException failure(RuntimeException cause) {
		return (cause instanceof StoreException failure) ? failure : new StoreException("audit records", cause);
	}

	/**
	 * The thread is not interrupted, which some drivers take badly.
	 */
	@Override
	public void stop() {
		Thread stopping = this.thread;
		this.stopped = true;
		this.thread = null;
		if (stopping != null) {
			try {
				stopping.join(TIME_TO_END.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			if (stopping.isAlive()) {
				logger.error(
						"The application ends before all audit records are in the table. Left: " + this.queue.size());
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * Of the earliest to begin and the last to end, since others have something to tell.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
