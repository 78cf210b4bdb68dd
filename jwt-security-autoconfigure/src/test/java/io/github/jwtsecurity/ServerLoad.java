package io.github.jwtsecurity;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

/**
 * The load of a PostgreSQL server on this machine since the creation of this object, for
 * benchmarks.
 */
public final class ServerLoad implements AutoCloseable {

	private static final String COUNTERS = """
			SELECT (SELECT SUM(idx_scan) FROM pg_stat_user_indexes) AS scans,
				(SELECT SUM(heap_blks_hit + idx_blks_hit) FROM pg_statio_user_tables) AS hit,
				(SELECT SUM(heap_blks_read + idx_blks_read) FROM pg_statio_user_tables) AS missed,
				pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal
			""";

	private final Connection connection;

	private final ProcessHandle server;

	private final Instant begun;

	private final Duration processorTime;

	private final Counters counters;

	private ServerLoad(Connection connection) throws SQLException {
		this.connection = connection;
		this.server = process(connection);
		this.begun = Instant.now();
		this.processorTime = ProcessorTime.of(this.server);
		this.counters = counters();
	}

	/**
	 * Returns the main process of the server.
	 * @param connection a connection to the server
	 * @return the process
	 * @throws SQLException if the database cannot be accessed
	 */
	public static ProcessHandle process(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
			row.next();
			return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
		}
	}

	/**
	 * Begins to measure.
	 * @param dataSource the database
	 * @return the load from now on
	 */
	public static ServerLoad of(DataSource dataSource) {
		try {
			return new ServerLoad(dataSource.getConnection());
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the load in the time since this object was created.
	 * @return the load
	 */
	public Rates measure() {
		try {
			double seconds = Duration.between(this.begun, Instant.now()).toMillis() / 1_000.0;
			Counters now = counters();
			return new Rates(seconds,
					ProcessorTime.of(this.server).minus(this.processorTime).toMillis() / 1_000.0 / seconds,
					(now.hit - this.counters.hit) / seconds, (now.missed - this.counters.missed) / seconds,
					(now.scans - this.counters.scans) / seconds, now.wal - this.counters.wal);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Counters counters() throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet row = statement.executeQuery(COUNTERS)) {
			row.next();
			return new Counters(row.getDouble("scans"), row.getDouble("hit"), row.getDouble("missed"),
					row.getDouble("wal"));
		}
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Counters(double scans, double hit, double missed, double wal) {

	}

	/**
	 * The load of a server.
	 *
	 * @param seconds the measured time
	 * @param processors the processors that the server has used
	 * @param pages the pages that it has found in its memory in a second
	 * @param pagesMissed the pages that it has not found there in a second
	 * @param indexScans the scans of indexes in a second
	 * @param logBytes the bytes in the write-ahead log
	 */
	public record Rates(double seconds, double processors, double pages, double pagesMissed, double indexScans,
			double logBytes) {

	}

}
