package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link UnsettledRoutesException}.
 */
final class UnsettledRoutesFailureAnalyzer extends AbstractFailureAnalyzer<UnsettledRoutesException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnsettledRoutesException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Guard or acknowledge each route as described. To start with warnings instead, set"
						+ " jwt-security.ownership.lookalikes and jwt-security.ownership.uninspectable to warn.",
				cause);
	}

}
