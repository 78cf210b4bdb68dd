package io.github.jwtsecurity.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.jdbc.datasource.init.ScriptStatementFailedException;

/**
 * Creates the tables that are not there yet. Spring Boot runs it after Flyway and
 * Liquibase, and before whatever uses the database.
 */
final class SchemaInitializer extends DataSourceScriptDatabaseInitializer {

	/**
	 * Optional, because for a database without a script {@link SchemaCheck} says more.
	 */
	private static final String LOCATION = "optional:classpath:io/github/jwtsecurity/jdbc/schema-@@platform@@.sql";

	/** More than a script has statements. */
	private static final int ATTEMPTS = 20;

	SchemaInitializer(DataSource dataSource, DatabaseInitializationMode mode) {
		super(dataSource, settings(dataSource, mode));
	}

	/**
	 * Of two instances that create a table or an index at the same time, PostgreSQL lets
	 * one fail in spite of {@code IF NOT EXISTS}. It finds what the other has created
	 * when it tries again, and comes at least a statement further.
	 */
	@Override
	protected void runScripts(Scripts scripts) {
		for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
			try {
				super.runScripts(scripts);
				return;
			}
			catch (ScriptStatementFailedException ex) {
				// The last attempt says what is wrong.
			}
		}
		super.runScripts(scripts);
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
