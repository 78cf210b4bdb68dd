package io.github.jwtsecurity.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import io.github.jwtsecurity.event.AuditReader;
import io.github.jwtsecurity.event.UserDataStore;
import io.github.jwtsecurity.jdbc.Dialect;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.jdbc.UtcTimestamp;
import io.github.jwtsecurity.jdbc.WriteTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A reader of the table {@code jwt_security_audit}. A page continues after a record, by
 * the columns of an index, so that records that are added or deleted meanwhile neither
 * repeat nor hide others.
 */
final class JdbcAuditReader implements AuditReader, UserDataStore {

	private static final int MAX_EXPORTED = 1_000;

	/** The fields that are about the administrator if there is one. */
	private static final List<AuditField> OF_ACTOR = List.of(AuditField.ACTOR_ID, AuditField.ADDRESS,
			AuditField.USER_AGENT, AuditField.REQUEST_ID);

	private static final String SELECT = """
			SELECT id, occurred_at, event, outcome, reason, user_id, account, session_id, session_count,
				request_method, request_path, address, user_agent, request_id, actor_id
			FROM jwt_security_audit
			WHERE user_id = :userId
			""";

	private static final String CONTINUE = """
			AND (occurred_at < :time OR (occurred_at = :time AND id < :before))
			""";

	private static final String ORDER = """
			ORDER BY occurred_at DESC, id DESC
			""";

	private static final String SELECT_TIME = """
			SELECT occurred_at
			FROM jwt_security_audit
			WHERE id = :before AND user_id = :userId
			""";

	private final JdbcClient jdbcClient;

	private final WriteTransaction transaction;

	private final String first;

	private final String next;

	JdbcAuditReader(DataSource dataSource) {
		this.jdbcClient = JdbcClient.create(dataSource);
		this.transaction = new WriteTransaction(dataSource);
		Dialect dialect = Dialect.of(dataSource);
		this.first = dialect.limit(SELECT + ORDER);
		this.next = dialect.limit(SELECT + CONTINUE + ORDER);
	}

	@Override
	public List<Map<String, @Nullable Object>> find(String userId, @Nullable String before, int limit) {
		return StoreException.guard("audit records", () -> this.transaction.read(() -> (before != null)
				? findNext(userId, before, limit) : list(this.jdbcClient.sql(this.first), userId, limit)));
	}

	/**
	 * Returns no record after an id with a NUL character, which PostgreSQL would refuse.
	 */
	private List<Map<String, @Nullable Object>> findNext(String userId, String before, int limit) {
		if (before.indexOf('\0') >= 0) {
			return List.of();
		}
		Optional<Instant> time = this.jdbcClient.sql(SELECT_TIME)
			.param("before", before)
			.param("userId", userId)
			.query((row, number) -> UtcTimestamp.read(row, "occurred_at"))
			.optional();
		return time
			.map((found) -> list(
					this.jdbcClient.sql(this.next).param("time", UtcTimestamp.of(found)).param("before", before),
					userId, limit))
			.orElse(List.of());
	}

	private static List<Map<String, @Nullable Object>> list(StatementSpec statement, String userId, int limit) {
		return statement.param("userId", userId).param("limit", limit).query((row, number) -> toMap(row)).list();
	}

	private static Map<String, @Nullable Object> toMap(ResultSet row) throws SQLException {
		Map<String, @Nullable Object> auditRecord = new LinkedHashMap<>();
		auditRecord.put("id", row.getString("id"));
		auditRecord.put("time", UtcTimestamp.read(row, "occurred_at").toString());
		auditRecord.put("event", row.getString("event"));
		auditRecord.put("outcome", row.getString("outcome"));
		for (AuditField field : AuditField.stored()) {
			auditRecord.put(field.key(),
					(field == AuditField.SESSION_COUNT) ? row.getObject(field.key()) : row.getString(field.key()));
		}
		return auditRecord;
	}

	@Override
	public String name() {
		return "audit_records";
	}

	/**
	 * Returns the newest records, at most a thousand. A record of an act of an
	 * administrator does not contain the administrator's id and device.
	 */
	@Override
	public List<Map<String, @Nullable Object>> export(String userId) {
		List<Map<String, @Nullable Object>> records = find(userId, null, MAX_EXPORTED);
		for (Map<String, @Nullable Object> auditRecord : records) {
			if (auditRecord.get(AuditField.ACTOR_ID.key()) != null) {
				OF_ACTOR.forEach((field) -> auditRecord.put(field.key(), null));
			}
		}
		return records;
	}

	/**
	 * Keeps the records for their retention, since they prove the deletion, too.
	 */
	@Override
	public void delete(String userId) {
		// The records are those of the operator.
	}

}
