package io.github.jwtsecurity.test.attack;

/**
 * A result of an attack.
 *
 * @param attack the attack
 * @param outcome the outcome
 */
record AttackResult(Attack attack, Outcome outcome) {

	boolean isFailure() {
		return this.outcome.verdict().isFailure();
	}

	boolean isSkipped() {
		return this.outcome.verdict() == Verdict.SKIPPED;
	}

	/**
	 * Returns a row of the table in the report.
	 */
	String row() {
		return "| %s | %s | %s | %s | %s | %s |".formatted(this.attack.name(), this.attack.sent(),
				this.attack.standard(), this.attack.expected(), this.outcome.got(), this.outcome.verdict().text());
	}

	/**
	 * Returns a line for the message of a failure.
	 */
	@Override
	public String toString() {
		return "%s: %s, expected %s, got %s (%s)".formatted(this.attack.name(), this.attack.sent(),
				this.attack.expected(), this.outcome.got(), this.attack.standard());
	}

}
