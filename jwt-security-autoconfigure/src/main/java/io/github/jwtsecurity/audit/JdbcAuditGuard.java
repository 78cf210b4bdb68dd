package io.github.jwtsecurity.audit;

import java.util.List;

import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.JwtSecurityEvent;

import org.springframework.util.Assert;

/**
 * A guard that refuses a signup or login that cannot be audited: the audit record is
 * inserted in the same transaction.
 */
final class JdbcAuditGuard implements AdmissionGuard {

	private final AuditRecordFactory factory;

	private final JdbcAuditTable table;

	JdbcAuditGuard(AuditRecordFactory factory, JdbcAuditTable table) {
		this.factory = factory;
		this.table = table;
	}

	/**
	 * Inserts the record of an admission. Records of other events are rejected: the
	 * {@link JdbcAuditWriter} inserts those, so there would be two rows.
	 */
	@Override
	public void admit(JwtSecurityEvent event) {
		Assert.isTrue(event.admission(), () -> event.getClass().getSimpleName() + " is not an admission");
		this.table.insert(List.of(this.factory.create(event)));
	}

}
