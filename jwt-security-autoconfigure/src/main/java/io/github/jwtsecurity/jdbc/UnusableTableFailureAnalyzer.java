package io.github.jwtsecurity.jdbc;

import java.util.List;
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
						to create and alter tables. The default, embedded, changes tables in an in-memory database only.
						  - %s"""
					.formatted(cause.scripts().isEmpty() ? remedyForUnknownReason() : remedy(cause.scripts())),
				cause);
	}

	private static String remedy(List<String> scripts) {
		return "Run with Flyway, Liquibase or by hand, in this order: " + String.join(", ", scripts) + ".";
	}

	private static String remedyForUnknownReason() {
		return """
				Run the scripts for your database, with Flyway, Liquibase or by hand. There are scripts for each of %s: \
				classpath:io/github/jwtsecurity/jdbc/migration/<database>.
				  - If the table exists, grant the database user the rights to read and change it."""
			.formatted(supportedDatabases());
	}

	private static String supportedDatabases() {
		return Stream.of(DatabaseDriver.values())
			.map(DatabaseDriver::getId)
			.filter((id) -> UnusableTableFailureAnalyzer.class
				.getResource("migration/" + id + "/V1__create_tables.sql") != null)
			.sorted()
			.collect(Collectors.joining(", "));
	}

}
