package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import javax.sql.DataSource;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.SchemaCheck;
import io.github.jwtsecurity.jdbc.WriteTransaction;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of buckets in PostgreSQL.
 */
final class JdbcBuckets {

	static final String TABLE = "jwt_security_rate_limit";

	/**
	 * The maximum time of a change, including the wait for a row that is locked and
	 * further attempts after concurrent changes.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	/**
	 * The time for which a full bucket is kept, since reusing a row is cheaper than
	 * inserting a new one.
	 */
	private static final Duration KEEP_FULL = Duration.ofMinutes(1);

	private static final String SELECT = "SELECT id, state, expires_at FROM jwt_security_rate_limit WHERE id = ''";

	/**
	 * Uses an array because PostgreSQL may evaluate a subquery of {@code IN} more than
	 * once, which deletes more rows than the limit.
	 */
	private static final String DELETE_EXPIRED = """
			DELETE FROM jwt_security_rate_limit WHERE id = ANY (ARRAY(
			  SELECT id FROM jwt_security_rate_limit WHERE expires_at < :now
			  ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))""";

	private final ProxyManager<String> proxyManager;

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	JdbcBuckets(DataSource dataSource, BucketTime time) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.proxyManager = new JdbcProxyManager(dataSource, time, TIMEOUT, KEEP_FULL);
	}

	/**
	 * Creates the buckets, if the database supports them.
	 */
	static JdbcBuckets open(DataSource dataSource, BucketTime time) {
		if (Dialect.of(dataSource) != Dialect.POSTGRESQL) {
			throw new UnusableStoreException("jwt-security.rate-limit.store is jdbc, but the database is "
					+ Dialect.productName(dataSource) + ". Rate limits can be kept in PostgreSQL only.");
		}
		JdbcBuckets buckets = new JdbcBuckets(dataSource, time);
		SchemaCheck.require(dataSource, TABLE, buckets::check);
		return buckets;
	}

	/**
	 * Verifies that all columns can be read, without reading a row.
	 */
	private void check() {
		this.transaction.read(() -> this.jdbcClient.sql(SELECT).query().listOfRows());
	}

	ProxyManager<String> proxyManager() {
		return this.proxyManager;
	}

	/**
	 * Deletes buckets that are full again.
	 * @param now the current time in milliseconds since the epoch
	 * @param limit the maximum number of buckets to delete
	 * @return the number of deleted buckets
	 */
	int deleteExpired(long now, int limit) {
		return this.transaction.executeStatement(
				() -> this.jdbcClient.sql(DELETE_EXPIRED).param("now", now).param("limit", limit).update());
	}

}
