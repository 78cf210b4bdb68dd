package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link UnguardedRouteException}.
 */
final class UnguardedRouteFailureAnalyzer extends AbstractFailureAnalyzer<UnguardedRouteException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnguardedRouteException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Rename the variable, add it to jwt-security.ownership.variables, or set"
						+ " jwt-security.ownership.lookalikes to warn or ignore.",
				cause);
	}

}
