package io.github.jwtsecurity.ratelimit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import org.jspecify.annotations.Nullable;

/**
 * Buckets in PostgreSQL. A change is one statement that applies only if the bucket has
 * not changed since it was read, so no row is locked between two statements, and reading
 * a bucket writes nothing. Each statement has a connection of its own: if a change were
 * part of a transaction of the application, a rollback would undo the count.
 */
final class JdbcProxyManager extends AbstractCompareAndSwapBasedProxyManager<String> {

	private static final String SELECT = "SELECT state FROM jwt_security_rate_limit WHERE id = ?";

	private static final String INSERT = """
			INSERT INTO jwt_security_rate_limit (state, expires_at, id)
			VALUES (?, ?, ?)
			ON CONFLICT (id) DO NOTHING
			""";

	private static final String UPDATE = """
			UPDATE jwt_security_rate_limit
			SET state = ?, expires_at = ?
			WHERE id = ? AND state = ?
			""";

	/**
	 * Stores the state of a bucket without one, since earlier versions of the library
	 * insert a row before they store its state.
	 */
	private static final String UPDATE_EMPTY = """
			UPDATE jwt_security_rate_limit
			SET state = ?, expires_at = ?
			WHERE id = ? AND state IS NULL
			""";

	private final DataSource dataSource;

	private final int timeout;

	private final ExpirationAfterWriteStrategy expiration;

	/**
	 * Creates a new proxy manager.
	 * @param dataSource the database
	 * @param time the clock
	 * @param timeout the maximum time of an operation, in whole seconds
	 * @param keepFull the time for which a full bucket is kept
	 */
	JdbcProxyManager(DataSource dataSource, BucketTime time, Duration timeout, Duration keepFull) {
		super(ClientSideConfig.getDefault().withClientClock(time).withRequestTimeout(timeout));
		this.dataSource = dataSource;
		this.timeout = Math.toIntExact(timeout.toSeconds());
		this.expiration = ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(keepFull);
	}

	@Override
	protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
		return new CompareAndSwapOperation() {

			@Override
			public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
				return read(key);
			}

			@Override
			public boolean compareAndSwap(byte @Nullable [] original, byte[] changed, RemoteBucketState state,
					Optional<Long> timeoutNanos) {
				long expiresAt = expiresAt(state);
				if (original != null) {
					return write(UPDATE, changed, expiresAt, key, original);
				}
				return write(INSERT, changed, expiresAt, key) || write(UPDATE_EMPTY, changed, expiresAt, key);
			}

		};
	}

	/**
	 * Returns the time at which a bucket may be deleted, by the system clock, in
	 * milliseconds since the epoch.
	 */
	private long expiresAt(RemoteBucketState state) {
		return System.currentTimeMillis() + this.expiration.calculateTimeToLiveMillis(state, currentTimeNanos());
	}

	private Optional<byte[]> read(String key) {
		return execute(SELECT, (statement) -> {
			statement.setString(1, key);
			try (ResultSet row = statement.executeQuery()) {
				return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
			}
		});
	}

	private boolean write(String sql, Object... parameters) {
		return execute(sql, (statement) -> {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			return statement.executeUpdate() == 1;
		});
	}

	/**
	 * Executes a statement, and ends its transaction even if the connections of the pool
	 * have auto-commit disabled.
	 */
	private <T> T execute(String sql, Work<T> work) {
		try (Connection connection = this.dataSource.getConnection()) {
			boolean committed = connection.getAutoCommit();
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				statement.setQueryTimeout(this.timeout);
				T result = work.execute(statement);
				if (!committed) {
					connection.commit();
					committed = true;
				}
				return result;
			}
			finally {
				if (!committed) {
					connection.rollback();
				}
			}
		}
		catch (SQLException ex) {
			throw new BucketExecutionException(ex);
		}
	}

	@Override
	protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
		throw new UnsupportedOperationException();
	}

	@Override
	protected CompletableFuture<Void> removeAsync(String key) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void removeProxy(String key) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean isAsyncModeSupported() {
		return false;
	}

	/**
	 * The execution of a statement.
	 */
	@FunctionalInterface
	private interface Work<T> {

		T execute(PreparedStatement statement) throws SQLException;

	}

}
