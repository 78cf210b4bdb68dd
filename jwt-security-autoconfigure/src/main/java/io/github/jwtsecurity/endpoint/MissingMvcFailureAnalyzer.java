package io.github.jwtsecurity.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link MissingMvcException}.
 */
final class MissingMvcFailureAnalyzer extends AbstractFailureAnalyzer<MissingMvcException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MissingMvcException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Add spring-boot-starter-webmvc, or remove jwt-security.accounts.enabled.", cause);
	}

}
