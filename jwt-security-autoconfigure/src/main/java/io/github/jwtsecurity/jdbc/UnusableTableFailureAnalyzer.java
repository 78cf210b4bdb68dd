package io.github.jwtsecurity.jdbc;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.DatabaseDriver;

/**
 * A failure analyzer for {@link UnusableTableException}.
 */
final class UnusableTableFailureAnalyzer extends AbstractFailureAnalyzer<UnusableTableException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableTableException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"""
						Do one of these:
						  - Set jwt-security.jdbc.initialize-schema to always, and grant the database user of the DataSource the right \
						to create tables. The default, embedded, creates tables in an in-memory database only.
						  - Run the script for your database, with Flyway, Liquibase or by hand. There is a script for each of %s: \
						classpath:io/github/jwtsecurity/jdbc/schema-<database>.sql."""
					.formatted(supportedDatabases()),
				cause);
	}

	private static String supportedDatabases() {
		return Stream.of(DatabaseDriver.values())
			.map(DatabaseDriver::getId)
			.filter((id) -> UnusableTableFailureAnalyzer.class.getResource("schema-" + id + ".sql") != null)
			.sorted()
			.collect(Collectors.joining(", "));
	}

}
