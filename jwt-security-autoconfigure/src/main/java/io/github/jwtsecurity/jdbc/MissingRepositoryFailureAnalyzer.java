package io.github.jwtsecurity.jdbc;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link MissingRepositoryException}.
 */
final class MissingRepositoryFailureAnalyzer extends AbstractFailureAnalyzer<MissingRepositoryException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MissingRepositoryException cause) {
		Class<?> repository = cause.repository();
		String declare = (repository != null) ? "  - Declare a bean of type " + repository.getSimpleName() + ".\n" : "";
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Do one of these:
				  - Add spring-boot-starter-jdbc and a driver, and set spring.datasource.url. Of several DataSources \
				mark one as @Primary.
				%s  - Remove %s.""".formatted(declare, cause.property()), cause);
	}

}
