package io.github.jwtsecurity.web;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingSigningKeyException}.
 */
final class MissingSigningKeyFailureAnalyzer extends AbstractFailureAnalyzer<MissingSigningKeyException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MissingSigningKeyException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Do one of these:
				  - Set jwt-security.secret instead of the other key source, which can only verify.
				  - Remove jwt-security.accounts.enabled, if another service signs users in.""", cause);
	}

}
