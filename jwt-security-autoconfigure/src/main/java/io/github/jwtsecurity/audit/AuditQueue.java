package io.github.jwtsecurity.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A queue with a number of places for each kind of event. However many requests are
 * refused, the records of logins find a place.
 */
final class AuditQueue {

	static final int PLACES = 2_000;

	private final BlockingQueue<AuditRecord> records = new LinkedBlockingQueue<>();

	private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

	/**
	 * Adds a record, without waiting.
	 * @param auditRecord the record
	 * @return {@code false} if all places for its kind of event are taken
	 */
	boolean offer(AuditRecord auditRecord) {
		return places(auditRecord).tryAcquire() && this.records.offer(auditRecord);
	}

	/**
	 * Removes the records at the front, without waiting.
	 * @param limit the most records
	 * @return the records, empty if there is none
	 */
	List<AuditRecord> poll(int limit) {
		List<AuditRecord> removed = new ArrayList<>();
		this.records.drainTo(removed, limit);
		removed.forEach((auditRecord) -> places(auditRecord).release());
		return removed;
	}

	int size() {
		return this.records.size();
	}

	private Semaphore places(AuditRecord auditRecord) {
		return this.places.computeIfAbsent(auditRecord.event(), (event) -> new Semaphore(PLACES));
	}

}
