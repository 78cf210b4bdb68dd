package io.github.jwtsecurity.signing;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link UndecryptableKeyException}.
 */
final class UndecryptableKeyFailureAnalyzer extends AbstractFailureAnalyzer<UndecryptableKeyException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UndecryptableKeyException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Set jwt-security.signing.encryption-secret to the secret that has encrypted the key, or add that secret to"
						+ " jwt-security.signing.previous-encryption-secrets. If that secret is lost, delete the row: access tokens that"
						+ " the key has signed are then refused.",
				cause);
	}

}
