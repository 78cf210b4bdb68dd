package io.github.jwtsecurity.audit;

/**
 * Takes what is recorded, once for each event.
 */
interface AuditSink {

	void accept(AuditRecord auditRecord);

	/**
	 * Returns what kind of place it is.
	 * @return one of few names, for operators
	 */
	String kind();

	/**
	 * Returns how many it has taken and then could not keep.
	 * @return the number since it was made
	 */
	default long lost() {
		return 0;
	}

}
