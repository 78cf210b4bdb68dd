package io.github.jwtsecurity.ratelimit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.ProcessorTime;
import io.github.jwtsecurity.RecordedStatements;
import io.github.jwtsecurity.ServerLoad;
import io.github.jwtsecurity.TestDatabase;

/**
 * The buckets in a real PostgreSQL server. {@code BEGIN} is sent together with the first
 * statement, and is therefore not counted.
 */
final class MeasuredJdbcStore implements MeasuredStore {

	private static final int CONNECTIONS = 64;

	private final LongAdder roundTrips = new LongAdder();

	private final HikariDataSource pool = TestDatabase.postgresql().withTables().pool();

	private final BucketStore buckets;

	private final ProcessHandle server;

	MeasuredJdbcStore() {
		this.pool.setMaximumPoolSize(CONNECTIONS);
		BucketTime time = BucketTime.of(Clock.systemUTC());
		JdbcBuckets jdbcBuckets = JdbcBuckets.open(RecordedStatements.of(this.pool,
				(statement) -> this.roundTrips.increment(), this.roundTrips::increment), time);
		this.buckets = new SharedBucketStore(jdbcBuckets.proxyManager(), new UnusedBucketStore(), new Outage(time));
		try (Connection connection = this.pool.getConnection()) {
			this.server = ServerLoad.process(connection);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public BucketStore buckets() {
		return this.buckets;
	}

	@Override
	public long roundTrips() {
		return this.roundTrips.sum();
	}

	@Override
	public Duration processorTime() {
		return ProcessorTime.of(this.server);
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
