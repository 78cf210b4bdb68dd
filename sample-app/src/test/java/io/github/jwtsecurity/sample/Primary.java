package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL server that behaves as during a switch to another primary. The statements
 * of this class are executed in {@code template1}, since the database of the application
 * may not accept connections.
 */
final class Primary implements AutoCloseable {

	private final EmbeddedPostgres server;

	private final JdbcClient jdbcClient;

	private Primary(EmbeddedPostgres server) {
		this.server = server;
		this.jdbcClient = JdbcClient.create(server.getDatabase("postgres", "template1"));
	}

	static Primary start() throws IOException {
		return new Primary(EmbeddedPostgres.start());
	}

	EmbeddedPostgres server() {
		return this.server;
	}

	/**
	 * Ends all connections, and waits until they are gone.
	 */
	void killConnections() {
		this.jdbcClient.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'postgres'")
			.query()
			.listOfRows();
	}

	/**
	 * Ends all connections, and refuses further ones.
	 */
	void disappear() {
		alter("ALLOW_CONNECTIONS false");
		killConnections();
	}

	/**
	 * Ends all connections, and accepts new ones that can only read.
	 */
	void becomeReadOnly() {
		alter("SET default_transaction_read_only = on");
		alter("ALLOW_CONNECTIONS true");
		killConnections();
	}

	/**
	 * Ends all connections, and accepts new ones that can write.
	 */
	void becomeWritable() {
		alter("RESET default_transaction_read_only");
		alter("ALLOW_CONNECTIONS true");
		killConnections();
	}

	private void alter(String change) {
		this.jdbcClient.sql("ALTER DATABASE postgres " + change).update();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
