package io.github.jwtsecurity.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A queue of audit records with a separate capacity for each type of event, so that a
 * flood of refused requests cannot displace the records of logins.
 */
final class AuditQueue {

	static final int CAPACITY_PER_EVENT = 2_000;

	private final BlockingQueue<AuditRecord> records = new LinkedBlockingQueue<>();

	private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();

	/**
	 * Adds a record without waiting.
	 * @param auditRecord the record
	 * @return {@code false} if the capacity for its type of event is exhausted
	 */
	boolean offer(AuditRecord auditRecord) {
		return permits(auditRecord).tryAcquire() && this.records.offer(auditRecord);
	}

	/**
	 * Removes the records at the front of the queue, without waiting.
	 * @param limit the maximum number of records
	 * @return the records, empty if there is none
	 */
	List<AuditRecord> poll(int limit) {
		List<AuditRecord> removed = new ArrayList<>();
		this.records.drainTo(removed, limit);
		removed.forEach((auditRecord) -> permits(auditRecord).release());
		return removed;
	}

	int size() {
		return this.records.size();
	}

	private Semaphore permits(AuditRecord auditRecord) {
		return this.permits.computeIfAbsent(auditRecord.event(), (event) -> new Semaphore(CAPACITY_PER_EVENT));
	}

}
