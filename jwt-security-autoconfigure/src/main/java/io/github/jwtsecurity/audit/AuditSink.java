package io.github.jwtsecurity.audit;

/**
 * Takes what is recorded, once for each event.
 */
@FunctionalInterface
interface AuditSink {

	void accept(AuditRecord auditRecord);

	/**
	 * Returns how many it has taken and then could not keep.
	 * @return the number since it was made
	 */
	default long lost() {
		return 0;
	}

}
