package io.github.jwtsecurity.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.NestedRuntimeException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.datasource.init.ScriptStatementFailedException;
import org.springframework.util.backoff.FixedBackOff;

/**
 * An initializer that creates missing tables and upgrades tables of earlier versions. It
 * runs the scripts of the versions that the database does not have. Spring Boot runs it
 * after Flyway and Liquibase, and before the beans that use the database.
 */
final class SchemaInitializer extends DataSourceScriptDatabaseInitializer {

	private static final Log logger = LogFactory.getLog(SchemaInitializer.class);

	/**
	 * The retries, without a delay. A script has fewer statements than there are retries.
	 */
	private static final RetryTemplate RETRY = new RetryTemplate(RetryPolicy.builder()
		.includes(ScriptStatementFailedException.class, TransientDataAccessException.class)
		.backOff(new FixedBackOff(0, 19))
		.build());

	private final DatabaseInitializationMode mode;

	private final List<String> scripts;

	private final WriteTransaction transaction;

	SchemaInitializer(DataSource dataSource, DatabaseInitializationMode mode) {
		this(dataSource, mode, Schema.SCRIPTS);
	}

	SchemaInitializer(DataSource dataSource, DatabaseInitializationMode mode, List<String> scripts) {
		super(dataSource, new DatabaseInitializationSettings());
		this.mode = mode;
		this.scripts = scripts;
		this.transaction = new WriteTransaction(dataSource);
	}

	/**
	 * Upgrades the tables. With H2, one instance of the process does so at a time: even a
	 * query may fail on H2 while another connection changes tables.
	 */
	@Override
	public boolean initializeDatabase() {
		if (!isWanted()) {
			return false;
		}
		if (Dialect.of(getDataSource()) != Dialect.H2) {
			return upgrade();
		}
		synchronized (SchemaInitializer.class) {
			return upgrade();
		}
	}

	private boolean upgrade() {
		Schema schema = new Schema(getDataSource(), this.scripts);
		boolean upgraded = false;
		for (SchemaVersion version : schema.versions()) {
			upgraded |= upgrade(schema, version);
		}
		return upgraded;
	}

	private boolean isWanted() {
		return switch (this.mode) {
			case ALWAYS -> true;
			case EMBEDDED -> EmbeddedDatabaseConnection.isEmbedded(getDataSource());
			case NEVER -> false;
		};
	}

	/**
	 * Runs the script of a version that the database does not have. If two instances run
	 * it at the same time, the statements of one of them fail, on PostgreSQL even in
	 * spite of {@code IF NOT EXISTS}. A retry finds the changes of the other instance.
	 */
	private boolean upgrade(Schema schema, SchemaVersion version) {
		try {
			boolean missing = RETRY.invoke(() -> !schema.has(version) && this.transaction.execute(() -> run(version)));
			if (missing) {
				require(schema, version, null);
			}
			return missing;
		}
		catch (ScriptStatementFailedException ex) {
			runLeniently(schema, version, ex);
			return true;
		}
	}

	/**
	 * Runs a script in the transaction of the caller: all statements or none, if the
	 * database can roll back changes of tables. An interrupted start then leaves no table
	 * without its indexes.
	 */
	private boolean run(SchemaVersion version) {
		runScripts(new Scripts(List.of(version.script())));
		return true;
	}

	/**
	 * Runs all statements that can be run, and fails if a table or column is missing
	 * then. A statement that fails may be one that would change nothing: MySQL has no
	 * {@code IF NOT EXISTS} for columns, and databases refuse {@code CREATE TABLE IF NOT
	 * EXISTS} to a user without the right to create tables, even if the table exists.
	 */
	private void runLeniently(Schema schema, SchemaVersion version, ScriptStatementFailedException failure) {
		runScripts(new Scripts(List.of(version.script())).continueOnError(true));
		require(schema, version, failure);
		logger.warn("The database has all tables and columns of " + version.location()
				+ ", but a statement of the script has failed: " + failure.getMostSpecificCause().getMessage());
	}

	private static void require(Schema schema, SchemaVersion version, @Nullable NestedRuntimeException failure) {
		if (!schema.has(version)) {
			throw new UnusableTableException(schema.missing(), failure);
		}
	}

}
