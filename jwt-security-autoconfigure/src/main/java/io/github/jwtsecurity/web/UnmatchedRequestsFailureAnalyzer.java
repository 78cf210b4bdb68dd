package io.github.jwtsecurity.web;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link UnmatchedRequestsException}.
 */
final class UnmatchedRequestsFailureAnalyzer extends AbstractFailureAnalyzer<UnmatchedRequestsException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnmatchedRequestsException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Declare SecurityFilterChain beans instead of the bean 'springSecurityFilterChain', or make the last"
						+ " chain match any request: a chain without securityMatcher, with the line"
						+ " http.with(JwtSecurityConfigurer.jwtSecurity()).",
				cause);
	}

}
