package io.github.jwtsecurity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table with many rows in a PostgreSQL database of its own, for benchmarks. The results
 * are printed.
 */
public final class LargeTable implements AutoCloseable {

	private static final int CHUNK = 250_000;

	private static final int OPERATIONS = 10_000;

	private static final String SIZES = """
			SELECT c.relname, t.rows, COALESCE((SELECT SUM(pg_relation_size(relid)) FROM pg_partition_tree(c.oid)),
				pg_relation_size(c.oid)) AS bytes
			FROM (SELECT COUNT(*) AS rows FROM %1$s) AS t, pg_class c
			WHERE c.oid = '%1$s'::REGCLASS
				OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = '%1$s'::REGCLASS)
			ORDER BY c.relkind DESC, c.relname
			""";

	private final HikariDataSource dataSource;

	private final JdbcClient jdbcClient;

	private final String table;

	/**
	 * Creates a database with the tables of the library.
	 * @param table the name of the table
	 */
	public LargeTable(String table) {
		this(table, TestDatabase.postgresql().withTables());
	}

	/**
	 * Uses a PostgreSQL database.
	 * @param table the name of the table
	 * @param database the database, in which no other table is used
	 */
	public LargeTable(String table, TestDatabase database) {
		this.table = table;
		this.dataSource = database.pool();
		this.jdbcClient = JdbcClient.create(this.dataSource);
	}

	/**
	 * Returns the database.
	 */
	public DataSource dataSource() {
		return this.dataSource;
	}

	/**
	 * Fills the table in transactions of 250,000 rows, whose times are printed, and
	 * prints the sizes of the table and its indexes.
	 * @param sql the statement that inserts the rows with the numbers {@code :from} to
	 * {@code :to}
	 * @param rows the number of rows
	 */
	public void fill(String sql, int rows) {
		Instant start = Instant.now();
		for (int from = 0; from < rows; from += CHUNK) {
			Instant chunk = Instant.now();
			int inserted = this.jdbcClient.sql(sql)
				.param("from", from)
				.param("to", Math.min(rows, from + CHUNK) - 1)
				.update();
			print("%,d rows, the last %,d at %,.0f rows per second", from + inserted, inserted,
					inserted * 1_000.0 / Duration.between(chunk, Instant.now()).toMillis());
		}
		print("filled in %d s", Duration.between(start, Instant.now()).toSeconds());
		this.jdbcClient.sql("VACUUM ANALYZE " + this.table).update();
		this.jdbcClient.sql("CHECKPOINT").update();
		printSizes();
	}

	private void printSizes() {
		print("%.0f bytes in the columns of a row",
				this.jdbcClient
					.sql("SELECT AVG(pg_column_size(t.*)) FROM %s AS t TABLESAMPLE SYSTEM (1)".formatted(this.table))
					.query(Double.class)
					.single());
		this.jdbcClient.sql(SIZES.formatted(this.table)).query((row) -> {
			long bytes = row.getLong("bytes");
			print("%s has %,d bytes, %.1f for each row", row.getString("relname"), bytes,
					(double) bytes / row.getLong("rows"));
		});
	}

	/**
	 * Measures an operation on one thread, after as many operations without measuring.
	 * Prints the time, the processor time of the server, and the bytes in its write-ahead
	 * log.
	 * @param name the name of the operation
	 * @param operation the operation
	 * @return the mean time in microseconds
	 */
	public double time(String name, Runnable operation) {
		repeat(operation);
		try (ServerLoad load = ServerLoad.of(this.dataSource)) {
			long start = System.nanoTime();
			repeat(operation);
			double micros = (System.nanoTime() - start) / 1_000.0 / OPERATIONS;
			ServerLoad.Rates rates = load.measure();
			print("%s: %.0f µs, %.0f µs of a processor of the server, %.0f bytes of log", name, micros,
					rates.processors() * rates.seconds() / OPERATIONS * 1_000_000, rates.logBytes() / OPERATIONS);
			return micros;
		}
	}

	private static void repeat(Runnable operation) {
		for (int i = 0; i < OPERATIONS; i++) {
			operation.run();
		}
	}

	private void print(String format, Object... arguments) {
		System.out.println(this.table + ": " + format.formatted(arguments));
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

	/**
	 * Returns the id that PostgreSQL computes with {@code MD5(text)::UUID::TEXT}.
	 * @param text the text
	 * @return a UUID that is as random as a real id
	 */
	public static String uuid(String text) {
		try {
			String digits = HexFormat.of()
				.formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
			return String.join("-", digits.substring(0, 8), digits.substring(8, 12), digits.substring(12, 16),
					digits.substring(16, 20), digits.substring(20));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
