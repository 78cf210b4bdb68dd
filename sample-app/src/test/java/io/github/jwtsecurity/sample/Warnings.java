package io.github.jwtsecurity.sample;

import java.util.List;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * The warnings in the log of an application.
 */
final class Warnings {

	private Warnings() {
	}

	/**
	 * Returns the lines with a warning or an error, except for mails, which applications
	 * of other tests may write at the same time.
	 */
	static List<String> in(CapturedOutput output) {
		return output.toString()
			.lines()
			.filter((line) -> line.contains(" WARN ") || line.contains(" ERROR "))
			.filter((line) -> !line.contains(": Mail to "))
			.toList();
	}

}
