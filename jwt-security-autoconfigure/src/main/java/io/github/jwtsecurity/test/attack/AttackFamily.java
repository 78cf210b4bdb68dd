package io.github.jwtsecurity.test.attack;

import java.util.function.Supplier;

/**
 * A family of similar attacks.
 *
 * @param name the name
 * @param standard the section of a standard that an application violates if an attack is
 * successful
 * @param expectation the expected response
 */
record AttackFamily(String name, String standard, Expectation expectation) {

	/**
	 * Creates an attack that consists of one request.
	 * @param sent the description of the request
	 * @param request the request
	 */
	Attack attack(String sent, Supplier<AttackResponse> request) {
		return judged(sent, () -> this.expectation.judge(request.get()));
	}

	/**
	 * Creates an attack that judges its responses itself.
	 */
	Attack judged(String sent, Supplier<Outcome> attempt) {
		return new Attack(this.name, this.standard, sent, this.expectation.text(), attempt);
	}

	/**
	 * Creates an attack that does not apply to the application.
	 */
	Attack skipped(String sent, String reason) {
		return Attack.skipped(this.name, this.standard, sent, reason);
	}

}
