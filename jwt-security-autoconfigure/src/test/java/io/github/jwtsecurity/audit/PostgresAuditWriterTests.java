package io.github.jwtsecurity.audit;

import java.time.Clock;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestProperties;
import io.github.jwtsecurity.event.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcAuditWriter} with records that PostgreSQL cannot store, or only
 * later.
 */
@ExtendWith(OutputCaptureExtension.class)
class PostgresAuditWriterTests {

	private final TestDatabase server = TestDatabase.postgresql();

	private final AuditRecordFactory factory = new AuditRecordFactory(false);

	/**
	 * The encoding lacks emoji, which any client can put into a header.
	 */
	@Test
	void acceptWhenTheEncodingLacksACharacterThenThatRecordAloneIsLost() {
		execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
		TestDatabase latin = new TestDatabase(this.server.url().replaceAll("/test_\\w+", "/latin"), this.server.user(),
				this.server.password());
		try (HikariDataSource pool = pool(latin)) {
			JdbcAuditWriter writer = writer(pool);
			accept(writer, "Firefox", "\uD83D\uDE00", "Über/1", "Firefox");
			writer.start();
			Awaitility.await().until(() -> count(pool) == 3);
			writer.stop();
			assertThat(writer.lost()).isOne();
		}
		finally {
			execute("DROP DATABASE latin WITH (FORCE)");
		}
	}

	@Test
	void acceptWhenTheDatabaseIsAwayForAWhileThenNothingIsLost(CapturedOutput output) {
		String name = this.server.url().replaceAll(".*/", "");
		try (HikariDataSource pool = pool(this.server)) {
			JdbcAuditWriter writer = writer(pool);
			writer.start();
			accept(writer, "Firefox");
			Awaitility.await().until(() -> count(pool) == 1);
			execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
			execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
			IntStream.range(0, 300).forEach((number) -> accept(writer, "Firefox"));
			Awaitility.await().untilAsserted(() -> assertThat(output).contains("Audit records are kept in memory"));
			execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
			Awaitility.await().until(() -> count(pool) == 301);
			writer.stop();
			assertThat(writer.lost()).isZero();
		}
	}

	/**
	 * A sequence counts attempts even if they are rolled back.
	 */
	@Test
	void acceptWhenConflictsDoNotEndForAWhileThenNothingIsLost() {
		try (HikariDataSource pool = pool(this.server)) {
			this.server.execute("CREATE SEQUENCE attempts", "CREATE TABLE conflict (id INT)",
					"INSERT INTO conflict VALUES (1)", """
							CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS $$
							BEGIN
							  IF NEW.user_agent = 'undone' AND EXISTS (SELECT FROM conflict) THEN
							    PERFORM nextval('attempts');
							    RAISE EXCEPTION USING ERRCODE = 'serialization_failure';
							  END IF;
							  RETURN NEW;
							END $$""",
					"CREATE TRIGGER undo BEFORE INSERT ON jwt_security_audit FOR EACH ROW EXECUTE FUNCTION undo()");
			JdbcAuditWriter writer = writer(pool);
			accept(writer, "Firefox", "undone", "Firefox");
			writer.start();
			Awaitility.await()
				.until(() -> JdbcClient.create(pool)
					.sql("SELECT last_value FROM attempts")
					.query(Integer.class)
					.single() > 60);
			this.server.execute("DELETE FROM conflict");
			Awaitility.await().until(() -> count(pool) == 3);
			writer.stop();
			assertThat(writer.lost()).isZero();
		}
	}

	private void accept(JdbcAuditWriter writer, String... userAgents) {
		for (String userAgent : userAgents) {
			writer.accept(this.factory
				.create(TestEvents.loginFailed(TestEvents.EMAIL, new Client("192.0.2.1", userAgent, null))));
		}
	}

	/**
	 * Executes a statement on another database of the server.
	 */
	private void execute(String sql) {
		new TestDatabase(this.server.url().replaceAll("/test_\\w+", "/postgres"), this.server.user(),
				this.server.password())
			.execute(sql);
	}

	private static HikariDataSource pool(TestDatabase database) {
		HikariDataSource pool = database.withTables().pool();
		pool.setConnectionTimeout(1_000);
		return pool;
	}

	private static JdbcAuditWriter writer(HikariDataSource pool) {
		return new JdbcAuditWriter(new JdbcAuditTable(pool), false, TestProperties.bind(AuditProperties.class),
				Clock.systemUTC());
	}

	private static int count(HikariDataSource pool) {
		return JdbcClient.create(pool).sql("SELECT COUNT(*) FROM jwt_security_audit").query(Integer.class).single();
	}

}
