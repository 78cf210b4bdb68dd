package io.github.jwtsecurity.doctor;

import java.util.Locale;

import io.github.jwtsecurity.token.TokenDiagnosis;
import io.github.jwtsecurity.token.TokenDiagnosis.Result;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis as text for a terminal.
 */
final class DiagnosisText {

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
			line(text, result.status().name().toLowerCase(Locale.ROOT).replace('_', ' '), result.check());
			line(text, "  message", result.message());
			line(text, "  expected", result.expected());
			line(text, "  found", result.found());
			line(text, "  change", result.remedy());
		}
		return text.toString();
	}

	private static void line(StringBuilder text, String label, @Nullable Object value) {
		if (value != null) {
			text.append("%-12s %s%n".formatted(label, value));
		}
	}

}
