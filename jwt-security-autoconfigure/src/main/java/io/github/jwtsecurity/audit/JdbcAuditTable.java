package io.github.jwtsecurity.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The table {@code jwt_security_audit}. Times are stored in UTC in columns without a time
 * zone, since neither drivers nor database sessions convert these.
 */
final class JdbcAuditTable {

	static final String TABLE = "jwt_security_audit";

	private static final String INSERT = """
			INSERT INTO jwt_security_audit
				(id, occurred_at, event, outcome, reason, user_id, account, session_id, session_count,
				request_method, request_path, address, user_agent, request_id, actor_id)
			VALUES (:id, :occurredAt, :event, :outcome, :reason, :user_id, :account, :session_id, :session_count,
				:request_method, :request_path, :address, :user_agent, :request_id, :actor_id)
			""";

	private static final String CHECK = """
			SELECT id, occurred_at, event, outcome, reason, user_id, account, session_id, session_count,
				request_method, request_path, address, user_agent, request_id, actor_id
			FROM jwt_security_audit
			WHERE id = ''
			""";

	private static final String SELECT_OLD = """
			SELECT id
			FROM jwt_security_audit
			WHERE occurred_at < :before
			ORDER BY occurred_at
			""";

	private static final String DELETE_OLD = """
			DELETE FROM jwt_security_audit
			WHERE id IN (:ids) AND occurred_at < :before
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final Dialect dialect;

	JdbcAuditTable(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		this.dialect = Dialect.of(dataSource);
	}

	/**
	 * Verifies that all columns can be read, without reading a row.
	 */
	void check() {
		this.transaction.read(() -> this.jdbcClient.sql(CHECK).query().listOfRows());
	}

	/**
	 * Inserts all records or none, as a part of the transaction of the caller if there is
	 * one.
	 * @param auditRecords the records
	 * @throws StoreException if the records cannot be inserted
	 */
	void insert(List<AuditRecord> auditRecords) {
		StoreException.guard("audit records",
				() -> this.transaction.execute(() -> auditRecords.stream().mapToInt(this::insert).sum()));
	}

	/**
	 * Inserts a record in a transaction of its own, unless it exists: an earlier attempt
	 * may have been committed although the response of the database was lost.
	 * @param auditRecord the record
	 * @throws StoreException if the record cannot be inserted for any other reason
	 */
	void insertIfAbsent(AuditRecord auditRecord) {
		try {
			insert(List.of(auditRecord));
		}
		catch (StoreException ex) {
			if (!(ex.getCause() instanceof DuplicateKeyException)) {
				throw ex;
			}
		}
	}

	/**
	 * Returns whether the table accepts rows. This method inserts a row and rolls back.
	 * The row has the time and event of a record, since a constraint or partition of the
	 * table may not accept others.
	 * @param auditRecord the record
	 * @return {@code false} if the table or the database cannot be used
	 */
	boolean isWritable(AuditRecord auditRecord) {
		try {
			return this.transaction.execute(() -> {
				insert(new AuditRecord(auditRecord.time(), auditRecord.event(), auditRecord.failure(), Map.of()));
				throw new RollbackException();
			});
		}
		catch (RollbackException ex) {
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private int insert(AuditRecord auditRecord) {
		StatementSpec statement = this.jdbcClient.sql(INSERT)
			.param("id", auditRecord.id())
			.param("occurredAt", UtcTimestamp.of(auditRecord.time()))
			.param("event", auditRecord.event())
			.param("outcome", auditRecord.outcome());
		for (AuditField field : AuditField.stored()) {
			statement = statement.param(field.key(), auditRecord.value(field), field.sqlType());
		}
		return statement.update();
	}

	/**
	 * Deletes old records. Only rows that are deleted are locked, by their primary key,
	 * as with sessions.
	 * @param before the time before which records are old
	 * @param limit the maximum number of rows
	 * @return the number of old rows that were found, including rows that another
	 * instance has deleted meanwhile
	 * @throws StoreException if the records cannot be deleted
	 */
	int deleteBefore(Instant before, int limit) {
		return StoreException.guard("audit records", () -> {
			List<String> ids = this.transaction
				.read(() -> this.jdbcClient.sql(this.dialect.limit(SELECT_OLD))
					.param("before", UtcTimestamp.of(before))
					.param("limit", limit)
					.query(String.class)
					.list())
				.stream()
				.sorted()
				.toList();
			if (!ids.isEmpty()) {
				this.transaction.executeStatement(() -> this.jdbcClient.sql(DELETE_OLD)
					.param("ids", ids)
					.param("before", UtcTimestamp.of(before))
					.update());
			}
			return ids.size();
		});
	}

	/**
	 * Thrown to roll back a transaction.
	 */
	private static final class RollbackException extends RuntimeException {

		private RollbackException() {
			super("The row was only a test", null, false, false);
		}

	}

}
