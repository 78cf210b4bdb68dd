package io.github.jwtsecurity.test.attack;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A report of all attacks on one path over one transport. The report has no tokens.
 *
 * @param title the title, which names the path and the transport
 * @param results the results
 */
record AttackReport(String title, List<AttackResult> results) {

	private static final String HEAD = """
			| attack | sent | standard | expected | got | verdict |
			|---|---|---|---|---|---|
			""";

	List<AttackResult> failures() {
		return this.results.stream().filter(AttackResult::isFailure).toList();
	}

	/**
	 * Returns the section in the file: the title, the numbers and a table.
	 */
	String markdown() {
		return this.title + "\n\n" + summary() + "\n\n" + HEAD
				+ this.results.stream().map(AttackResult::row).collect(Collectors.joining("\n"));
	}

	private String summary() {
		return "%d attacks: %d refused, %d got through, %d answered unexpectedly, %d skipped.".formatted(
				this.results.size(), count(Verdict.REFUSED), count(Verdict.GOT_THROUGH), count(Verdict.UNEXPECTED),
				count(Verdict.SKIPPED));
	}

	private long count(Verdict verdict) {
		return this.results.stream().filter((result) -> result.outcome().verdict() == verdict).count();
	}

	/**
	 * Returns the message of a failure: the attacks that were not refused.
	 */
	String message() {
		return failures().stream()
			.map((result) -> "  - " + result)
			.collect(Collectors.joining("\n", this.title + ": " + summary() + "\n", ""));
	}

}
