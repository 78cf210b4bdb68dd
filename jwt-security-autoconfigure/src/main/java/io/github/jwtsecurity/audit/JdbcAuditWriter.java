package io.github.jwtsecurity.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.github.jwtsecurity.jdbc.ConflictRetry;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * A background writer of audit records, which also deletes old rows. While the table
 * cannot be written to, records are kept in memory. The records are not written by the
 * thread that publishes the event, for two reasons: the transaction of the event still
 * holds a connection, so that a second connection could exhaust the pool, and the refusal
 * of a request must not depend on the database. The writer does not use
 * {@link io.github.jwtsecurity.jdbc.PeriodicTasks}, since its thread consumes a queue,
 * has a separate interval for retries, and writes the remaining records when it stops.
 */
final class JdbcAuditWriter implements AuditSink, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(JdbcAuditWriter.class);

	private static final int BATCH_SIZE = 200;

	private static final int CLEANING_BATCH_SIZE = 500;

	private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

	private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

	private static final Duration TIME_TO_END = Duration.ofSeconds(5);

	private final AuditQueue queue = new AuditQueue();

	private final AtomicLong overflow = new AtomicLong();

	private final LongAdder lost = new LongAdder();

	private final JdbcAuditTable table;

	private final boolean admissionsAreThere;

	private final AuditProperties properties;

	private final Clock clock;

	private volatile @Nullable Thread thread;

	private volatile CountDownLatch stop = new CountDownLatch(1);

	private volatile boolean outage;

	/**
	 * Creates a writer.
	 * @param table the table
	 * @param admissionsAreThere whether {@link JdbcAuditGuard} writes the records of
	 * signups and logins
	 * @param properties the properties, with the time for which rows are kept
	 * @param clock the clock
	 */
	JdbcAuditWriter(JdbcAuditTable table, boolean admissionsAreThere, AuditProperties properties, Clock clock) {
		this.table = table;
		this.admissionsAreThere = admissionsAreThere;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public String kind() {
		return "jdbc";
	}

	/**
	 * Queues a record. Once the writer is stopped, the thread of the caller writes it.
	 */
	@Override
	public void accept(AuditRecord auditRecord) {
		if (this.admissionsAreThere && auditRecord.admission()) {
			return;
		}
		if (!this.queue.offer(auditRecord)) {
			this.lost.increment();
			if (this.overflow.getAndIncrement() == 0) {
				logger.error(
						"Audit records arrive faster than they can be written to the table. Excess records are in the log"
								+ " only");
			}
		}
		if (isStopped()) {
			writeAll();
		}
	}

	@Override
	public long lost() {
		return this.lost.sum();
	}

	@Override
	public void start() {
		this.stop = new CountDownLatch(1);
		Thread started = new Thread(this::run, "jwt-security-audit");
		started.setDaemon(true);
		this.thread = started;
		started.start();
	}

	private void run() {
		long nextCleaning = System.nanoTime() + CLEANING_INTERVAL.toNanos();
		while (!isStopped()) {
			if (!writeBatch()) {
				pause(POLL_INTERVAL);
			}
			if (System.nanoTime() - nextCleaning >= 0 && !clean()) {
				nextCleaning = System.nanoTime() + CLEANING_INTERVAL.toNanos();
			}
		}
		writeAll();
	}

	/**
	 * Waits, or returns early when the writer is stopped or the thread is interrupted. An
	 * interruption does not stop the writer.
	 * @return {@code false} if the writer is stopped
	 */
	private boolean pause(Duration duration) {
		try {
			return !this.stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return !isStopped();
		}
	}

	private boolean isStopped() {
		return this.stop.getCount() == 0;
	}

	private void writeAll() {
		boolean written;
		do {
			written = writeBatch();
		}
		while (written);
	}

	/**
	 * Writes one batch of queued records. Retries until no record of the batch is left or
	 * the writer is stopped.
	 * @return {@code false} if no record was queued, or the writer is stopped during an
	 * outage
	 */
	private boolean writeBatch() {
		List<AuditRecord> batch = this.queue.poll(BATCH_SIZE);
		List<AuditRecord> left = batch;
		while (!left.isEmpty()) {
			left = write(left);
			if (!left.isEmpty() && !pause(RETRY_INTERVAL)) {
				lose(left.size() + this.queue.poll(Integer.MAX_VALUE).size(), "The application is shutting down");
				return false;
			}
		}
		long excess = this.overflow.getAndSet(0);
		if (excess > 0) {
			reportLost(excess, "They arrived faster than they could be written");
		}
		return !batch.isEmpty();
	}

	/**
	 * Writes records in one transaction. If that fails although the table is writable,
	 * writes each record in a transaction of its own, so that a record that the table
	 * rejects does not discard the others.
	 * @return the records that have to be retried, because the table is not writable now
	 */
	private List<AuditRecord> write(List<AuditRecord> batch) {
		try {
			this.table.insert(batch);
		}
		catch (RuntimeException ex) {
			if (!this.table.isWritable(batch.get(0))) {
				beginOutage(failure(ex));
				return batch;
			}
			List<AuditRecord> left = writeOneByOne(batch);
			if (!left.isEmpty()) {
				return left;
			}
		}
		endOutage();
		return List.of();
	}

	private List<AuditRecord> writeOneByOne(List<AuditRecord> batch) {
		for (int i = 0; i < batch.size(); i++) {
			try {
				this.table.insertIfAbsent(batch.get(i));
			}
			catch (RuntimeException ex) {
				if (ConflictRetry.isConflict(ex) || !this.table.isWritable(batch.get(i))) {
					return batch.subList(i, batch.size());
				}
				StoreException failure = failure(ex);
				lose(1, failure.getMessage());
				logger.debug(failure.trace());
			}
		}
		return List.of();
	}

	private void beginOutage(StoreException failure) {
		if (!this.outage) {
			this.outage = true;
			logger.error("Audit records are kept in memory, because they cannot be written to the table now. "
					+ failure.getMessage());
			logger.debug(failure.trace());
		}
	}

	private void endOutage() {
		if (this.outage) {
			this.outage = false;
			logger.info("Audit records are written to the table again");
		}
	}

	private void lose(int count, @Nullable String reason) {
		this.lost.add(count);
		reportLost(count, reason);
	}

	private static void reportLost(long count, @Nullable String reason) {
		logger.error("Audit records that are in the log, but not in the table: " + count + ". " + reason);
	}

	/**
	 * Deletes a limited number of old rows.
	 * @return whether there may be more to delete
	 */
	boolean clean() {
		try {
			int deleted = this.table.deleteBefore(this.clock.instant().minus(this.properties.retention()),
					CLEANING_BATCH_SIZE);
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
	 * Returns a failure as a {@link StoreException}, for a log line. No failure ends the
	 * thread.
	 */
	private static StoreException failure(RuntimeException cause) {
		return (cause instanceof StoreException failure) ? failure : new StoreException("audit records", cause);
	}

	/**
	 * Stops the thread without interrupting it, since some drivers do not tolerate an
	 * interruption.
	 */
	@Override
	public void stop() {
		Thread stopping = this.thread;
		this.stop.countDown();
		this.thread = null;
		if (stopping != null) {
			try {
				stopping.join(TIME_TO_END.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			if (stopping.isAlive()) {
				logger.error("The application stops before all audit records are in the table. Records left: "
						+ this.queue.size());
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * Returns a phase before that of the other components, so that the writer starts
	 * before they publish events and stops after their last one.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
