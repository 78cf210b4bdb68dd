package io.github.jwtsecurity.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.jwtsecurity.event.SessionAccounts;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A session repository that uses the table {@code jwt_security_session}. Times are stored
 * in UTC in columns without a time zone, since neither drivers nor database sessions
 * convert these.
 */
final class JdbcSessionRepository implements SessionRepository {

	static final String TABLE = "jwt_security_session";

	private static final String INSERT = """
			INSERT INTO jwt_security_session
				(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, user_agent, address,
				token_hash, generation, rotated_at, successor_nonce, ended_at)
			VALUES (:id, :userId, :createdAt, :lastUsedAt, :expiresAt, :absoluteExpiresAt, :userAgent, :address,
				:tokenHash, :generation, :rotatedAt, :successorNonce, :endedAt)
			""";

	private static final String SELECT = """
			SELECT id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, user_agent, address,
				token_hash, generation, rotated_at, successor_nonce, ended_at
			FROM jwt_security_session
			""";

	private static final String SELECT_BY_ID = SELECT + """
			WHERE id = :id
			""";

	private static final String SELECT_LIVE = SELECT + """
			WHERE user_id = :userId AND ended_at IS NULL AND expires_at > :now
			ORDER BY last_used_at DESC, id
			""";

	private static final String ROTATE = """
			UPDATE jwt_security_session
			SET last_used_at = :lastUsedAt, expires_at = :expiresAt, user_agent = :userAgent, address = :address,
				token_hash = :tokenHash, generation = :generation, rotated_at = :rotatedAt,
				successor_nonce = :successorNonce
			WHERE id = :id AND token_hash = :expectedHash AND ended_at IS NULL AND expires_at > :lastUsedAt
			""";

	private static final String END = """
			UPDATE jwt_security_session
			SET ended_at = :time, expires_at = CASE WHEN expires_at > :time THEN :time ELSE expires_at END
			WHERE ended_at IS NULL
			""";

	private static final String END_OF_USER = END + """
			AND id = :id AND user_id = :userId
			""";

	private static final String END_UNLESS_CURRENT = END + """
			AND id = :id AND token_hash <> :tokenHash
			""";

	private static final String END_THESE = END + """
			AND id IN (:ids)
			""";

	private static final String SELECT_IDS = """
			SELECT id, user_id
			FROM jwt_security_session
			WHERE user_id = :userId AND ended_at IS NULL
			""";

	private static final String SELECT_OTHERS = SELECT_IDS + """
			AND id <> :exceptId
			""";

	private static final String SELECT_OTHERS_LAST_USED_FIRST = SELECT_OTHERS + """
			AND expires_at > :time
			ORDER BY last_used_at DESC, id
			""";

	private static final String SELECT_THESE = SELECT_IDS + """
			AND id IN (:ids)
			""";

	private static final String SELECT_ENDED = """
			SELECT id, ended_at, expires_at
			FROM jwt_security_session
			WHERE ended_at >= :since AND (ended_at > :since OR id > :afterId)
			ORDER BY ended_at, id
			""";

	private static final String SELECT_NOT_ENDED = """
			SELECT id
			FROM jwt_security_session
			WHERE id IN (:ids) AND ended_at IS NULL
			""";

	private static final String SELECT_EXPIRED = """
			SELECT id
			FROM jwt_security_session
			WHERE expires_at <= :before
			ORDER BY expires_at
			""";

	private static final String DELETE_EXPIRED = """
			DELETE FROM jwt_security_session
			WHERE id IN (:ids) AND expires_at <= :before
			""";

	/**
	 * The maximum number of ids in a statement. With many more, MariaDB reads and locks
	 * the whole table.
	 */
	private static final int CHUNK = 1_000;

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final Dialect dialect;

	private final EndStatements endStatements;

	JdbcSessionRepository(DataSource dataSource) {
		this(dataSource, false);
	}

	/**
	 * Creates a repository.
	 * @param dataSource the data source
	 * @param notifying whether other instances are notified of ended sessions
	 */
	JdbcSessionRepository(DataSource dataSource, boolean notifying) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.dialect = Dialect.of(dataSource);
		this.endStatements = new EndStatements(this.jdbcClient, notifying);
	}

	@Override
	public boolean insert(Session session) {
		return write(() -> insertOrIgnore(session));
	}

	/**
	 * Inserts a session. A duplicate key is caught here, so that it does not end the
	 * transaction of the caller.
	 */
	private int insertOrIgnore(Session session) {
		String insert = this.dialect.insertIfAbsent(INSERT);
		UnaryOperator<StatementSpec> parameters = (statement) -> withState(statement, session)
			.param("userId", session.userId())
			.param("createdAt", UtcTimestamp.of(session.createdAt()))
			.param("absoluteExpiresAt", UtcTimestamp.of(session.absoluteExpiresAt()))
			.param("endedAt", UtcTimestamp.ofNullable(session.endedAt()), Types.TIMESTAMP);
		try {
			return (session.endedAt() != null) ? this.endStatements.execute(insert, parameters)
					: parameters.apply(this.jdbcClient.sql(insert)).update();
		}
		catch (DuplicateKeyException ex) {
			return 0;
		}
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>
	 * A row counts only if its key is also equal in Java: a table that was not created by
	 * the library's script may ignore case, accents or trailing blanks when it compares
	 * texts.
	 */
	@Override
	public @Nullable Session findById(String id) {
		return this.transaction
			.read(() -> this.jdbcClient.sql(SELECT_BY_ID).param("id", id).query((row, number) -> toSession(row)).list())
			.stream()
			.filter((session) -> session.id().equals(id))
			.findFirst()
			.orElse(null);
	}

	@Override
	public List<Session> findLive(String userId, Instant now, int limit) {
		return this.transaction
			.read(() -> this.jdbcClient.sql(this.dialect.limit(SELECT_LIVE))
				.param("userId", userId)
				.param("now", UtcTimestamp.of(now))
				.param("limit", limit)
				.query((row, number) -> toSession(row))
				.list())
			.stream()
			.filter((session) -> session.userId().equals(userId))
			.toList();
	}

	@Override
	public boolean rotate(Session successor, String expectedHash) {
		return write(
				() -> withState(this.jdbcClient.sql(ROTATE), successor).param("expectedHash", expectedHash).update());
	}

	@Override
	public boolean end(String id, String userId, Instant time) {
		return write(() -> this.endStatements.execute(END_OF_USER,
				(statement) -> statement.param("id", id).param("userId", userId).param("time", UtcTimestamp.of(time))));
	}

	@Override
	public boolean endUnlessCurrent(String id, String tokenHash, Instant time) {
		return write(() -> this.endStatements.execute(END_UNLESS_CURRENT,
				(statement) -> statement.param("id", id)
					.param("tokenHash", tokenHash)
					.param("time", UtcTimestamp.of(time))));
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>
	 * The rows are locked first, in the same order by all callers, so that the returned
	 * ids are those that the update changes. Not every database can return them from the
	 * update.
	 */
	@Override
	public List<String> endAll(String userId, @Nullable String exceptId, Instant time) {
		return this.transaction.execute(() -> {
			List<String> ids = idsOf(userId, this.jdbcClient.sql(this.dialect.lock(SELECT_OTHERS))
				.param("exceptId", (exceptId != null) ? exceptId : ""));
			endLocked(ids, time);
			return ids;
		});
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>
	 * The rows are first read without a lock, since most logins replace nothing. The new
	 * session is locked too, so that of two sessions that would replace each other, one
	 * remains.
	 */
	@Override
	public List<String> endLeastRecentlyUsed(String userId, String begunId, int maximum, Instant time) {
		return this.transaction.execute(() -> {
			List<String> others = idsOf(userId,
					this.jdbcClient.sql(SELECT_OTHERS_LAST_USED_FIRST)
						.param("exceptId", begunId)
						.param("time", UtcTimestamp.of(time)));
			if (others.size() < maximum) {
				return List.of();
			}
			List<String> locked = lock(userId,
					Stream.concat(Stream.of(begunId), others.stream().skip(maximum - 1L)).sorted().toList());
			if (!locked.remove(begunId)) {
				return List.of();
			}
			endLocked(locked, time);
			return locked;
		});
	}

	private List<String> lock(String userId, List<String> ids) {
		List<String> locked = new ArrayList<>();
		chunks(ids).forEach((chunk) -> locked
			.addAll(idsOf(userId, this.jdbcClient.sql(this.dialect.lock(SELECT_THESE)).param("ids", chunk))));
		return locked;
	}

	private static List<String> idsOf(String userId, StatementSpec query) {
		List<String> ids = new ArrayList<>();
		query.param("userId", userId).query((row) -> {
			if (userId.equals(row.getString("user_id"))) {
				ids.add(row.getString("id"));
			}
		});
		return ids;
	}

	private void endLocked(List<String> ids, Instant time) {
		chunks(ids).forEach((chunk) -> this.endStatements.execute(END_THESE,
				(statement) -> statement.param("ids", chunk).param("time", UtcTimestamp.of(time))));
	}

	private static Stream<List<String>> chunks(List<String> ids) {
		return IntStream.iterate(0, (from) -> from < ids.size(), (from) -> from + CHUNK)
			.mapToObj((from) -> ids.subList(from, Math.min(from + CHUNK, ids.size())));
	}

	@Override
	public List<EndedSession> findEnded(Instant since, String afterId, int limit) {
		return this.transaction.read(() -> this.jdbcClient.sql(this.dialect.limit(SELECT_ENDED))
			.param("since", UtcTimestamp.of(since))
			.param("afterId", afterId)
			.param("limit", limit)
			.query((row, number) -> new EndedSession(row.getString("id"), UtcTimestamp.read(row, "ended_at"),
					UtcTimestamp.read(row, "expires_at")))
			.list());
	}

	@Override
	public Set<String> findUnusable(Collection<String> ids) {
		Set<String> unusable = new HashSet<>(ids);
		this.transaction.read(() -> this.jdbcClient.sql(SELECT_NOT_ENDED).param("ids", ids).query(String.class).list())
			.forEach(unusable::remove);
		return unusable;
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>
	 * Only rows that are deleted are locked, by their primary key; a condition on the
	 * time alone would lock the gaps between them on MariaDB and MySQL. The rows are
	 * selected outside the transaction, since another instance may delete them meanwhile.
	 */
	@Override
	public int deleteExpired(Instant before, int limit) {
		List<String> ids = this.transaction
			.read(() -> this.jdbcClient.sql(this.dialect.limit(SELECT_EXPIRED))
				.param("before", UtcTimestamp.of(before))
				.param("limit", limit)
				.query(String.class)
				.list())
			.stream()
			.sorted()
			.toList();
		if (ids.isEmpty()) {
			return 0;
		}
		return this.transaction.executeStatement(() -> this.jdbcClient.sql(DELETE_EXPIRED)
			.param("ids", ids)
			.param("before", UtcTimestamp.of(before))
			.update());
	}

	private boolean write(Supplier<Integer> update) {
		return this.transaction.executeStatement(update) == 1;
	}

	private static StatementSpec withState(StatementSpec statement, Session session) {
		return statement.param("id", session.id())
			.param("lastUsedAt", UtcTimestamp.of(session.lastUsedAt()))
			.param("expiresAt", UtcTimestamp.of(session.expiresAt()))
			.param("userAgent", session.userAgent(), Types.VARCHAR)
			.param("address", session.address(), Types.VARCHAR)
			.param("tokenHash", session.tokenHash())
			.param("generation", session.generation())
			.param("rotatedAt", UtcTimestamp.ofNullable(session.rotatedAt()), Types.TIMESTAMP)
			.param("successorNonce", session.successorNonce(), Types.VARCHAR);
	}

	/**
	 * Returns a query for a session that also reads other tables.
	 */
	<A> JoinedSessionQuery<A> join(SessionAccounts.Tables<A> tables) {
		return new JoinedSessionQuery<>(this.jdbcClient, this.transaction, tables);
	}

	static Session toSession(ResultSet row) throws SQLException {
		return new Session(row.getString("id"), row.getString("user_id"),
				new Session.Times(UtcTimestamp.read(row, "created_at"), UtcTimestamp.read(row, "last_used_at"),
						UtcTimestamp.read(row, "expires_at"), UtcTimestamp.read(row, "absolute_expires_at")),
				new Session.Origin(row.getString("user_agent"), row.getString("address")),
				new Session.RefreshState(row.getString("token_hash"), row.getInt("generation"),
						UtcTimestamp.readNullable(row, "rotated_at"), row.getString("successor_nonce")),
				UtcTimestamp.readNullable(row, "ended_at"));
	}

}
