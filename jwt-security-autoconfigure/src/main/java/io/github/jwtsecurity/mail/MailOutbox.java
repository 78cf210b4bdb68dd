package io.github.jwtsecurity.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue of mails in the table {@code jwt_security_mail}. An instance that sends a
 * mail postpones it first, so that no other instance sends it at the same time, and a
 * mail whose sender ends is sent by another instance later.
 */
final class MailOutbox implements MailQueue, UserDataStore {

	static final String TABLE = "jwt_security_mail";

	/** The longest time by which a mail is postponed. */
	static final Duration LONGEST_POSTPONEMENT = Duration.ofHours(1);

	private static final String COLUMNS = """
			SELECT id, kind, user_id, email, language, detail, created_at, due_at, attempts
			FROM jwt_security_mail
			""";

	private static final String SELECT_NONE = COLUMNS + """
			WHERE 1 = 0
			""";

	/**
	 * A time that is further away than any postponement is one from before the clock was
	 * set back.
	 */
	private static final String SELECT_DUE = COLUMNS + """
			WHERE (due_at <= :now OR due_at > :impossible) AND kind IN (:kinds)
			ORDER BY due_at
			""";

	/** The kinds that this version knows: a later version may have queued others. */
	private static final List<String> KINDS = Stream.of(MailKind.values()).map(Enum::name).toList();

	private static final String INSERT = """
			INSERT INTO jwt_security_mail (id, kind, user_id, email, language, detail, created_at, due_at, attempts)
			VALUES (:id, :kind, :userId, :email, :language, :detail, :createdAt, :dueAt, 0)
			""";

	private static final String CLAIM = """
			UPDATE jwt_security_mail
			SET due_at = :dueAt, attempts = attempts + 1
			WHERE id = :id AND attempts = :attempts
			""";

	private static final String POSTPONE = """
			UPDATE jwt_security_mail
			SET due_at = :dueAt
			WHERE id = :id AND attempts = :attempts
			""";

	/** Keeps the row from being deleted until the transaction ends. */
	private static final String LOCK = """
			UPDATE jwt_security_mail
			SET attempts = attempts
			WHERE id = :id AND attempts = :attempts
			""";

	private static final String DELETE = """
			DELETE FROM jwt_security_mail
			WHERE id = :id
			""";

	private static final String COUNT_OF_USER = """
			SELECT COUNT(*)
			FROM jwt_security_mail
			WHERE user_id = :userId AND kind = :kind
			""";

	private static final String SELECT_OF_USER = COLUMNS + """
			WHERE user_id = :userId
			ORDER BY created_at
			""";

	private static final String DELETE_OF_KINDS = """
			DELETE FROM jwt_security_mail
			WHERE user_id = :userId AND kind IN (:kinds)
			""";

	private static final String DELETE_OF_USER = """
			DELETE FROM jwt_security_mail
			WHERE user_id = :userId
			""";

	private static final String COUNT = """
			SELECT COUNT(*)
			FROM jwt_security_mail
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final OneTimeTokenRepository tokens;

	private final Clock clock;

	private final String selectDue;

	MailOutbox(DataSource dataSource, OneTimeTokenRepository tokens, Clock clock) {
		this.tokens = tokens;
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.clock = clock;
		this.selectDue = Dialect.of(dataSource).limit(SELECT_DUE);
	}

	/**
	 * Reads no row, but fails if the table or one of its columns is missing.
	 */
	void check() {
		this.jdbcClient.sql(SELECT_NONE).query().listOfRows();
	}

	@Override
	public void add(NewMail mail) {
		Instant now = this.clock.instant();
		write(() -> this.jdbcClient.sql(INSERT)
			.param("id", UUID.randomUUID().toString())
			.param("kind", mail.kind().name())
			.param("userId", mail.userId(), Types.VARCHAR)
			.param("email", mail.email(), Types.VARCHAR)
			.param("language", mail.language(), Types.VARCHAR)
			.param("detail", mail.detail(), Types.VARCHAR)
			.param("createdAt", UtcTimestamp.of(now))
			.param("dueAt", UtcTimestamp.of(now))
			.update());
	}

	@Override
	public void cancel(String userId, MailKind... kinds) {
		List<String> names = Stream.of(kinds).map(MailKind::name).toList();
		write(() -> this.jdbcClient.sql(DELETE_OF_KINDS).param("userId", userId).param("kinds", names).update());
		List<TokenPurpose> purposes = Stream.of(kinds).map(MailKind::purpose).filter(Objects::nonNull).toList();
		if (!purposes.isEmpty()) {
			this.tokens.delete(userId, purposes);
		}
	}

	@Override
	public boolean contains(String userId, MailKind kind) {
		return read(() -> this.jdbcClient.sql(COUNT_OF_USER)
			.param("userId", userId)
			.param("kind", kind.name())
			.query(Integer.class)
			.single()) > 0;
	}

	/**
	 * Finds mails that are due, those that have waited longest first.
	 */
	List<QueuedMail> findDue(int limit) {
		Instant now = this.clock.instant();
		return read(() -> this.jdbcClient.sql(this.selectDue)
			.param("now", UtcTimestamp.of(now))
			.param("kinds", KINDS)
			.param("impossible", UtcTimestamp.of(now.plus(LONGEST_POSTPONEMENT)))
			.param("limit", limit)
			.query((row, number) -> toMail(row))
			.list());
	}

	/**
	 * Begins an attempt to send a mail.
	 * @param until the time from which another instance may send the mail
	 * @return the mail with the number of this attempt; {@code null} if another instance
	 * sends it
	 */
	@Nullable QueuedMail claim(QueuedMail queued, Instant until) {
		boolean claimed = write(() -> this.jdbcClient.sql(CLAIM)
			.param("id", queued.id())
			.param("attempts", queued.attempts())
			.param("dueAt", UtcTimestamp.of(until))
			.update()) == 1;
		return claimed ? new QueuedMail(queued.id(), queued.mail(), queued.createdAt(), queued.attempts() + 1) : null;
	}

	/**
	 * Calls a function in a transaction, unless the mail was cancelled. A caller that
	 * cancels the mail meanwhile waits for the end of the transaction, so that it sees,
	 * for example, the one-time token that the function has issued.
	 * @return the result of the function, empty if the mail was cancelled or another
	 * instance has begun to send it
	 */
	<T> Optional<T> whileQueued(QueuedMail claimed, Supplier<Optional<T>> function) {
		return StoreException.guard("queued mails", () -> this.transaction.execute(() -> {
			boolean queued = this.jdbcClient.sql(LOCK)
				.param("id", claimed.id())
				.param("attempts", claimed.attempts())
				.update() == 1;
			return queued ? function.get() : Optional.empty();
		}));
	}

	/**
	 * Postpones a mail, unless another instance has begun to send it.
	 */
	void postpone(QueuedMail claimed, Instant dueAt) {
		write(() -> this.jdbcClient.sql(POSTPONE)
			.param("id", claimed.id())
			.param("attempts", claimed.attempts())
			.param("dueAt", UtcTimestamp.of(dueAt))
			.update());
	}

	void delete(QueuedMail claimed) {
		write(() -> this.jdbcClient.sql(DELETE).param("id", claimed.id()).update());
	}

	@Override
	public String name() {
		return "queued_mails";
	}

	@Override
	public List<Map<String, @Nullable Object>> export(String userId) {
		return read(() -> this.jdbcClient.sql(SELECT_OF_USER)
			.param("userId", userId)
			.query((row, number) -> toMap(row))
			.list());
	}

	private static Map<String, @Nullable Object> toMap(ResultSet row) throws SQLException {
		Map<String, @Nullable Object> mail = new LinkedHashMap<>();
		mail.put("kind", row.getString("kind").toLowerCase(Locale.ROOT));
		mail.put("email", row.getString("email"));
		mail.put("language", row.getString("language"));
		mail.put("detail", row.getString("detail"));
		mail.put("created_at", UtcTimestamp.read(row, "created_at").toString());
		return mail;
	}

	@Override
	public void delete(String userId) {
		write(() -> this.jdbcClient.sql(DELETE_OF_USER).param("userId", userId).update());
	}

	/**
	 * Returns the number of mails that are not sent yet.
	 */
	int count() {
		return read(() -> this.jdbcClient.sql(COUNT).query(Integer.class).single());
	}

	private int write(Supplier<Integer> statement) {
		return StoreException.guard("queued mails", () -> this.transaction.executeStatement(statement));
	}

	private <T> T read(Supplier<T> query) {
		return StoreException.guard("queued mails", () -> this.transaction.read(query));
	}

	private static QueuedMail toMail(ResultSet row) throws SQLException {
		NewMail mail = new NewMail(MailKind.valueOf(row.getString("kind")), row.getString("user_id"),
				row.getString("email"), row.getString("language"), row.getString("detail"));
		return new QueuedMail(row.getString("id"), mail, UtcTimestamp.read(row, "created_at"), row.getInt("attempts"));
	}

}
