package io.github.jwtsecurity.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestProperties;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDisabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.RequestLine;
import io.github.jwtsecurity.jdbc.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the content of the audit table and its retention, for every database.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class JdbcAuditTableTests {

	private static final Instant TIME = TestEvents.TIME;

	private final AuditRecordFactory factory = new AuditRecordFactory(false);

	private final Supplier<TestDatabase> newDatabase;

	private HikariDataSource pool;

	private JdbcClient jdbcClient;

	private JdbcAuditTable table;

	protected JdbcAuditTableTests(Supplier<TestDatabase> newDatabase) {
		this.newDatabase = newDatabase;
	}

	@BeforeAll
	void createTable() {
		this.pool = this.newDatabase.get().withTables().pool();
		this.jdbcClient = JdbcClient.create(this.pool);
		this.table = new JdbcAuditTable(this.pool);
		this.table.check();
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@BeforeEach
	void deleteAll() {
		this.jdbcClient.sql("DELETE FROM jwt_security_audit").update();
	}

	@Test
	void findThenRecordsOfTheUserInPagesNewestFirst() {
		List<AuditRecord> records = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			records.add(this.factory
				.create(new AccountDisabled(TIME.plusSeconds(i / 2), "alice", TestEvents.CLIENT.withActorId("bob"))));
		}
		this.table.insert(records);
		this.table.insert(List.of(this.factory.create(TestEvents.loggedIn("bob"))));
		records.sort(Comparator.comparing(AuditRecord::time).thenComparing(AuditRecord::id).reversed());
		List<String> ids = records.stream().map(AuditRecord::id).toList();
		JdbcAuditReader reader = new JdbcAuditReader(this.pool);
		assertThat(ids(reader.find("alice", null, 10))).isEqualTo(ids);
		assertThat(ids(reader.find("alice", null, 2))).isEqualTo(ids.subList(0, 2));
		assertThat(ids(reader.find("alice", ids.get(1), 2))).isEqualTo(ids.subList(2, 4));
		assertThat(ids(reader.find("alice", ids.get(3), 2))).isEqualTo(ids.subList(4, 5));
		assertThat(reader.find("alice", ids.get(4), 2)).isEmpty();
		assertThat(reader.find("alice", "unknown", 2)).isEmpty();
		assertThat(reader.find("bob", ids.get(0), 2)).isEmpty();
		assertThat(reader.find("nobody", null, 2)).isEmpty();
	}

	@Test
	void findThenAllFields() {
		AuditRecord one = this.factory.create(new SessionsEnded(TIME, "alice", List.of("a", "b"),
				SessionEnded.Reason.REVOKED, TestEvents.CLIENT.withActorId("bob")));
		this.table.insert(List.of(one));
		Map<String, Object> found = new JdbcAuditReader(this.pool).find("alice", null, 1).get(0);
		assertThat(found)
			.containsAllEntriesOf(Map.of("id", one.id(), "time", TIME.toString(), "event", "SessionsEnded", "outcome",
					"success", "reason", "REVOKED", "user_id", "alice", "session_count", 2))
			.containsAllEntriesOf(Map.of("address", "192.0.2.1", "user_agent", "curl/8.5.0", "request_id",
					"4bf92f3577b34da6", "actor_id", "bob"))
			.containsEntry("account", null)
			.containsEntry("session_id", null)
			.containsEntry("request_method", null)
			.containsEntry("request_path", null)
			.hasSize(15);
	}

	private static List<Object> ids(List<Map<String, Object>> records) {
		return records.stream().map((found) -> found.get("id")).toList();
	}

	@Test
	void insertThenEveryEventHasItsRow() {
		List<AuditRecord> inserted = TestEvents.all().stream().map(this.factory::create).toList();
		this.table.insert(inserted);
		for (AuditRecord expected : inserted) {
			Map<String, Object> row = this.jdbcClient.sql("SELECT * FROM jwt_security_audit WHERE id = :id")
				.param("id", expected.id())
				.query()
				.singleRow();
			assertThat(row).containsEntry("event", expected.event()).containsEntry("outcome", expected.outcome());
			for (AuditField field : AuditField.stored()) {
				Object value = row.get(field.key());
				assertThat((value != null) ? value.toString() : null).as(field.key()).isEqualTo(expected.value(field));
			}
		}
		assertThat(this.jdbcClient.sql("SELECT DISTINCT occurred_at FROM jwt_security_audit")
			.query(LocalDateTime.class)
			.single()
			.toInstant(ZoneOffset.UTC)).isEqualTo(TIME);
	}

	@Test
	void insertWhenClientSendsNonsenseThenStored() {
		for (String text : List.of("a\0b\r\nc", "\uD800", "x\uDC00", "\uD83D\uDE00".repeat(1_000), "é".repeat(1_000),
				"'; DROP TABLE jwt_security_audit; --", "")) {
			this.table.insert(List.of(this.factory
				.create(new OwnershipMismatch(TIME, text, new RequestLine(text, text), new Client(text, text, text)))));
		}
		assertThat(count()).isEqualTo(7);
	}

	@Test
	void insertWhenOneFailsThenNoneIsStoredAndTheMessageIsSafe() {
		AuditRecord one = this.factory.create(TestEvents.loginFailed());
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.table.insert(List.of(one, one)))
			.withMessageContaining("audit records cannot be used")
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain("alice", one.id()));
		assertThat(count()).isZero();
	}

	@Test
	void insertIfAbsentWhenStoredBeforeThenOneRow() {
		AuditRecord one = this.factory.create(TestEvents.loginFailed());
		this.table.insertIfAbsent(one);
		this.table.insertIfAbsent(one);
		assertThat(count()).isOne();
	}

	@Test
	void isWritableThenLeavesNoRow() {
		AuditRecord one = this.factory.create(TestEvents.loginFailed());
		assertThat(this.table.isWritable(one)).isTrue();
		assertThat(count()).isZero();
		this.jdbcClient.sql("ALTER TABLE jwt_security_audit RENAME TO away").update();
		assertThat(this.table.isWritable(one)).isFalse();
		this.jdbcClient.sql("ALTER TABLE away RENAME TO jwt_security_audit").update();
	}

	@Test
	void insertWhenCallerIsRolledBackThenNothing() {
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult((status) -> {
			this.table.insert(List.of(this.factory.create(TestEvents.loggedIn("alice"))));
			status.setRollbackOnly();
		});
		assertThat(count()).isZero();
	}

	@Test
	void cleanThenInBatchesAndOnlyWhatIsOlderThanTheRetention() {
		JdbcAuditWriter writer = new JdbcAuditWriter(this.table, false,
				TestProperties.bind(AuditProperties.class, "retention=90d"),
				Clock.fixed(TIME.plus(Duration.ofDays(90)), ZoneOffset.UTC));
		insert(1_200, TIME.minusNanos(1_000));
		insert(3, TIME);
		assertThat(writer.clean()).isTrue();
		assertThat(count()).isEqualTo(703);
		assertThat(writer.clean()).isTrue();
		assertThat(writer.clean()).isFalse();
		assertThat(count()).isEqualTo(3);
	}

	private void insert(int count, Instant time) {
		this.table.insert(IntStream.range(0, count)
			.mapToObj((number) -> new AuditRecord(time, "LoggedIn", false, Map.of(AuditField.USER_ID, "user" + number)))
			.toList());
	}

	private int count() {
		return this.jdbcClient.sql("SELECT COUNT(*) FROM jwt_security_audit").query(Integer.class).single();
	}

}
