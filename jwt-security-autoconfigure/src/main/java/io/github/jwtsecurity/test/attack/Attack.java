package io.github.jwtsecurity.test.attack;

import java.util.function.Supplier;

/**
 * An attack on an application.
 *
 * @param name the name, which similar attacks have in common
 * @param standard the section of a standard that an application violates if the attack is
 * successful
 * @param sent the description of the request
 * @param expected the expected response
 * @param attempt the attempt
 */
record Attack(String name, String standard, String sent, String expected, Supplier<Outcome> attempt) {

	/**
	 * Creates an attack that does not apply to the application.
	 */
	static Attack skipped(String name, String standard, String sent, String reason) {
		return new Attack(name, standard, sent, "–", () -> Outcome.skipped(reason));
	}

	/**
	 * Returns this attack for an application that is known to allow it.
	 */
	Attack except(String reason) {
		return skipped(this.name, this.standard, this.sent, reason);
	}

	/**
	 * Runs this attack.
	 */
	AttackResult run() {
		return new AttackResult(this, outcome());
	}

	private Outcome outcome() {
		try {
			return this.attempt.get();
		}
		catch (UnsendableRequestException ex) {
			return Outcome.skipped(String.valueOf(ex.getMessage()));
		}
	}

}
