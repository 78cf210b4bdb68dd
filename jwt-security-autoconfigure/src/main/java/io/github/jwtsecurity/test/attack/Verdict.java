package io.github.jwtsecurity.test.attack;

/**
 * A judgement of the response to an attack.
 */
enum Verdict {

	/** The application refused the attack as expected. */
	REFUSED("refused"),

	/** The attack was successful. */
	GOT_THROUGH("**got through**"),

	/**
	 * The attack was not successful, but the application did not refuse it as expected.
	 */
	UNEXPECTED("**unexpected**"),

	/** The attack was not run. */
	SKIPPED("skipped");

	private final String text;

	Verdict(String text) {
		this.text = text;
	}

	/**
	 * Returns whether the test of the application has to fail.
	 */
	boolean isFailure() {
		return this == GOT_THROUGH || this == UNEXPECTED;
	}

	/**
	 * Returns the text in the report.
	 */
	String text() {
		return this.text;
	}

}
