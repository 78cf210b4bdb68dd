package io.github.jwtsecurity.audit;

/**
 * A destination of audit records, which receives one record for each event.
 */
interface AuditSink {

	void accept(AuditRecord auditRecord);

	/**
	 * Returns the kind of destination.
	 * @return a short constant name, for operators
	 */
	String kind();

	/**
	 * Returns the number of records that this sink has accepted but then could not store.
	 * @return the number since the sink was created
	 */
	default long lost() {
		return 0;
	}

}
