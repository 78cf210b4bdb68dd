package io.github.jwtsecurity.audit;

import java.util.List;

import io.github.jwtsecurity.event.Admission;

import org.springframework.context.event.EventListener;

/**
 * Lets nobody in who is not in the table: a signup or login and its row are stored in one
 * transaction, or neither is.
 */
final class JdbcAuditGuard {

	private final AuditRecordFactory factory;

	private final JdbcAuditTable table;

	JdbcAuditGuard(AuditRecordFactory factory, JdbcAuditTable table) {
		this.factory = factory;
		this.table = table;
	}

	@EventListener
	void on(Admission admission) {
		this.table.insert(List.of(this.factory.create(admission.event())));
	}

}
