package io.github.jwtsecurity.audit;

/**
 * Takes what is recorded, once for each event.
 */
@FunctionalInterface
interface AuditSink {

	void accept(AuditRecord auditRecord);

}
