package io.github.jwtsecurity.jdbc;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link UnusableTableException}.
 */
final class UnusableTableFailureAnalyzer extends AbstractFailureAnalyzer<UnusableTableException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableTableException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"""
						Do one of these:
						  - Set jwt-security.jdbc.initialize-schema to always, and grant the database user of the DataSource the right \
						to create tables. The default, embedded, creates tables in an in-memory database only.
						  - Run the script for your database, with Flyway, Liquibase or by hand. The scripts for h2, mariadb, \
						mysql and postgresql are classpath:io/github/jwtsecurity/jdbc/schema-<database>.sql.""",
				cause);
	}

}
