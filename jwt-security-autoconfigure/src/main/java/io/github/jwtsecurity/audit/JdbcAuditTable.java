package io.github.jwtsecurity.audit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import javax.sql.DataSource;

import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.WriteTransaction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The table {@code jwt_security_audit}. Times are in UTC in columns without a time zone,
 * the one form that no driver and no session converts.
 */
final class JdbcAuditTable {

	static final String TABLE = "jwt_security_audit";

	private static final String INSERT = """
			INSERT INTO jwt_security_audit
				(id, occurred_at, event, outcome, reason, user_id, account, session_id, session_count,
				request_method, request_path, address, user_agent, request_id)
			VALUES (:id, :occurredAt, :event, :outcome, :reason, :user_id, :account, :session_id, :session_count,
				:request_method, :request_path, :address, :user_agent, :request_id)
			""";

	private static final String CHECK = """
			SELECT id, occurred_at, event, outcome, reason, user_id, account, session_id, session_count,
				request_method, request_path, address, user_agent, request_id
			FROM jwt_security_audit
			WHERE id = ''
			""";

	private static final String SELECT_OLD = """
			SELECT id
			FROM jwt_security_audit
			WHERE occurred_at < :before
			ORDER BY occurred_at
			LIMIT :limit
			""";

	private static final String DELETE_OLD = """
			DELETE FROM jwt_security_audit
			WHERE id IN (:ids) AND occurred_at < :before
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	JdbcAuditTable(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
	}

	/**
	 * Reads nothing, from all columns.
	 */
	void check() {
		this.transaction.read(() -> this.jdbcClient.sql(CHECK).query().listOfRows());
	}

	/**
	 * Inserts all or none, as a part of the transaction of the caller if there is one.
	 * @param auditRecords what to insert
	 * @throws StoreException if it fails in any way
	 */
	void insert(List<AuditRecord> auditRecords) {
		StoreException.guard("audit records",
				() -> this.transaction.execute(() -> auditRecords.stream().mapToInt(this::insert).sum()));
	}

	private int insert(AuditRecord auditRecord) {
		StatementSpec statement = this.jdbcClient.sql(INSERT)
			.param("id", auditRecord.id())
			.param("occurredAt", toTimestamp(auditRecord.time()))
			.param("event", auditRecord.event())
			.param("outcome", auditRecord.outcome());
		for (AuditField field : AuditField.values()) {
			statement = statement.param(field.key(), auditRecord.value(field), field.sqlType());
		}
		return statement.update();
	}

	/**
	 * Only rows that are deleted are locked, by their primary key, as for sessions.
	 * @param before what happened before is deleted
	 * @param limit how many rows at most
	 * @return how many there were, also if another instance has deleted them meanwhile
	 * @throws StoreException if it fails in any way
	 */
	int deleteBefore(Instant before, int limit) {
		return StoreException.guard("audit records", () -> {
			List<String> ids = this.transaction
				.read(() -> this.jdbcClient.sql(SELECT_OLD)
					.param("before", toTimestamp(before))
					.param("limit", limit)
					.query(String.class)
					.list())
				.stream()
				.sorted()
				.toList();
			if (!ids.isEmpty()) {
				this.transaction.execute(() -> this.jdbcClient.sql(DELETE_OLD)
					.param("ids", ids)
					.param("before", toTimestamp(before))
					.update());
			}
			return ids.size();
		});
	}

	private static LocalDateTime toTimestamp(Instant time) {
		return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
	}

}
