package io.github.jwtsecurity.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.Resource;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptStatementFailedException;
import org.springframework.util.backoff.FixedBackOff;

/**
 * An initializer that creates missing tables. Spring Boot runs it after Flyway and
 * Liquibase, and before the beans that use the database.
 */
final class SchemaInitializer extends DataSourceScriptDatabaseInitializer {

	/**
	 * The location of the script. It is optional, since {@link SchemaCheck} has the
	 * clearer message for a database without a script.
	 */
	private static final String LOCATION = "optional:classpath:io/github/jwtsecurity/jdbc/schema-@@platform@@.sql";

	private static final Log logger = LogFactory.getLog(SchemaInitializer.class);

	/**
	 * The retries, without a delay. A script has fewer statements than there are retries.
	 */
	private static final RetryTemplate RETRY = new RetryTemplate(RetryPolicy.builder()
		.includes(ScriptStatementFailedException.class)
		.backOff(new FixedBackOff(0, 19))
		.build());

	private static final Pattern TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)");

	SchemaInitializer(DataSource dataSource, DatabaseInitializationMode mode) {
		super(dataSource, settings(dataSource, mode));
	}

	/**
	 * Runs the scripts. If two instances create a table or an index at the same time, one
	 * of them fails on PostgreSQL in spite of {@code IF NOT EXISTS}. A retry finds what
	 * the other instance has created, and completes at least one more statement.
	 */
	@Override
	protected void runScripts(Scripts scripts) {
		try {
			RETRY.invoke(() -> super.runScripts(scripts));
		}
		catch (ScriptStatementFailedException ex) {
			runLeniently(scripts, ex);
		}
	}

	/**
	 * Runs all statements that can be run, and fails if a table is missing then.
	 * Databases refuse {@code CREATE TABLE IF NOT EXISTS} to a user without the right to
	 * create tables, even if the table exists.
	 */
	private void runLeniently(Scripts scripts, ScriptStatementFailedException failure) {
		super.runScripts(scripts.continueOnError(true));
		List<String> missing = tables(scripts).stream().filter((table) -> !exists(table)).toList();
		if (!missing.isEmpty()) {
			throw new UnusableTableException(missing, failure);
		}
		logger.info("All tables exist, but some statements of the schema script have failed: "
				+ failure.getMostSpecificCause().getMessage());
	}

	private static List<String> tables(Scripts scripts) {
		List<String> tables = new ArrayList<>();
		for (Resource script : scripts) {
			try {
				TABLE.matcher(script.getContentAsString(StandardCharsets.UTF_8))
					.results()
					.forEach((result) -> tables.add(result.group(1)));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return tables;
	}

	/**
	 * Returns whether a table exists. Any other failure, such as a missing right to read,
	 * is left to {@link SchemaCheck}, which checks the tables that are needed.
	 */
	private boolean exists(String table) {
		try {
			JdbcClient.create(getDataSource()).sql("SELECT 1 FROM " + table + " WHERE 1 = 0").query().listOfRows();
			return true;
		}
		catch (DataAccessException ex) {
			return !(ex.getMostSpecificCause() instanceof SQLException cause
					&& Dialect.of(getDataSource()).isMissingTable(cause));
		}
	}

	private static DatabaseInitializationSettings settings(DataSource dataSource, DatabaseInitializationMode mode) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(mode);
		settings.setSchemaLocations(locations(dataSource, mode));
		return settings;
	}

	private static List<String> locations(DataSource dataSource, DatabaseInitializationMode mode) {
		boolean wanted = switch (mode) {
			case ALWAYS -> true;
			case EMBEDDED -> EmbeddedDatabaseConnection.isEmbedded(dataSource);
			case NEVER -> false;
		};
		return wanted ? new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, LOCATION) : List.of();
	}

}
