package io.github.jwtsecurity.test.attack;

import java.util.function.IntPredicate;

/**
 * The status codes with which an application refuses an attack.
 */
enum Expectation {

	/** The token is missing or not valid (RFC 6750, section 3.1). */
	UNAUTHORIZED("401", (status) -> status == 401),

	/** The request is malformed, or the token in the request is not valid. */
	MALFORMED("400 or 401", (status) -> status == 400 || status == 401),

	/** The user has no access to the path, or is not told that the path exists. */
	FORBIDDEN("403 or 404", (status) -> status == 403 || status == 404),

	/** The token is not valid, or its user has no access to the path. */
	NO_ACCESS("401, 403 or 404", (status) -> status == 401 || status == 403 || status == 404),

	/** The request does not come from a page of the application. */
	CROSS_SITE("403", (status) -> status == 403),

	/** There is no such path, or the user has no access to the path. */
	CLIENT_ERROR("4xx", (status) -> status >= 400 && status < 500);

	private final String text;

	private final IntPredicate statuses;

	Expectation(String text, IntPredicate statuses) {
		this.text = text;
		this.statuses = statuses;
	}

	/**
	 * Returns the text in the report.
	 */
	String text() {
		return this.text;
	}

	/**
	 * Judges a response.
	 */
	Outcome judge(AttackResponse response) {
		int status = response.status();
		String got = (status == 0) ? "no response" : String.valueOf(status);
		if (this.statuses.test(status)) {
			return new Outcome(Verdict.REFUSED, got);
		}
		return new Outcome(response.isSuccessful() ? Verdict.GOT_THROUGH : Verdict.UNEXPECTED, got);
	}

}
