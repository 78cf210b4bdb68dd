package io.github.jwtsecurity.test.attack;

/**
 * An outcome of an attack.
 *
 * @param verdict the verdict
 * @param got the status code of the response, or the reason why the attack was skipped
 */
record Outcome(Verdict verdict, String got) {

	static Outcome skipped(String reason) {
		return new Outcome(Verdict.SKIPPED, reason);
	}

}
