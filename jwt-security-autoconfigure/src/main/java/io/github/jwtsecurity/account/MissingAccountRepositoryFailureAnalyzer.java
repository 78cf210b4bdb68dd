package io.github.jwtsecurity.account;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingAccountRepositoryException}.
 */
final class MissingAccountRepositoryFailureAnalyzer extends AbstractFailureAnalyzer<MissingAccountRepositoryException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MissingAccountRepositoryException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Do one of these:
				  - Add spring-boot-starter-jdbc and a driver, and set spring.datasource.url. Of several DataSources \
				mark one as @Primary.
				  - Declare a bean of type AccountRepository.
				  - Remove jwt-security.accounts.enabled.""", cause);
	}

}
