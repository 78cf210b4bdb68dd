package io.github.jwtsecurity.doctor;

import java.util.Locale;
import java.util.Set;

import io.github.jwtsecurity.token.TokenDiagnosis;
import io.github.jwtsecurity.token.TokenDiagnosis.Result;
import io.github.jwtsecurity.token.TokenDiagnosis.Status;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis as text for a terminal.
 */
final class DiagnosisText {

	/**
	 * The checks that need the beans of the application, which the command does not have.
	 */
	private static final Set<String> OF_APPLICATION = Set.of("validators", "revocation");

	private DiagnosisText() {
	}

	/**
	 * Returns the text, of which each line ends with a line break.
	 */
	static String of(TokenDiagnosis diagnosis) {
		StringBuilder text = new StringBuilder();
		line(text, "outcome", diagnosis.outcome());
		line(text, "reason", diagnosis.reason());
		line(text, "issuer", diagnosis.issuer());
		line(text, "algorithm", diagnosis.algorithm());
		line(text, "kid",
				(diagnosis.kid() != null) ? diagnosis.kid() + (diagnosis.kidKnown() ? "" : " (unknown)") : "none");
		text.append(System.lineSeparator());
		for (Result result : diagnosis.checks()) {
			line(text, label(result), result.check());
			line(text, "  message", result.message());
			line(text, "  expected", result.expected());
			line(text, "  found", result.found());
			line(text, "  remedy", result.remedy());
		}
		return text.toString();
	}

	private static String label(Result result) {
		return (result.status() == Status.PASSED && OF_APPLICATION.contains(result.check())) ? "not checked"
				: result.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private static void line(StringBuilder text, String label, @Nullable Object value) {
		if (value != null) {
			text.append("%-12s %s%n".formatted(label, value));
		}
	}

}
