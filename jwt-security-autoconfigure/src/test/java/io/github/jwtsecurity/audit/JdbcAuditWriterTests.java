package io.github.jwtsecurity.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestProperties;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.RequestLine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcAuditWriter}.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcAuditWriterTests {

	private final HikariDataSource pool = TestDatabase.h2().withTables().pool();

	private final AuditRecordFactory factory = new AuditRecordFactory(false);

	private final JdbcAuditWriter writer = writer(this.pool);

	@AfterEach
	void close() {
		this.writer.stop();
		this.pool.close();
	}

	@Test
	void acceptWhenTooManyWaitThenSaysHowManyAreLost(CapturedOutput output) {
		accept(2_003);
		this.writer.start();
		Awaitility.await().until(() -> count() == 2_000);
		Awaitility.await()
			.untilAsserted(() -> assertThat(output)
				.contains("but not in the table: 3. They arrived faster than they could be written"));
		assertThat(this.writer.lost()).isEqualTo(3);
	}

	/**
	 * Anybody can cause refusals.
	 */
	@Test
	void acceptWhenFloodOfRefusalsThenAllOtherEventsHaveTheirRow() {
		for (int i = 0; i < 10_000; i++) {
			accept(new TokenMissing(TestEvents.TIME, new RequestLine("GET", "/"), TestEvents.CLIENT));
			accept(new OwnershipMismatch(TestEvents.TIME, "mallory", new RequestLine("GET", "/"), TestEvents.CLIENT));
		}
		for (int i = 0; i < 100; i++) {
			TestEvents.all().forEach(this::accept);
		}
		this.writer.start();
		Awaitility.await().until(() -> count() == 2 * 2_000 + 100 * (TestEvents.all().size() - 2));
		assertThat(this.writer.lost()).isEqualTo(2 * 8_100);
	}

	@Test
	void acceptWhenPlacesAreFreeAgainThenTaken() {
		for (int round = 0; round < 3; round++) {
			accept(2_000);
			this.writer.start();
			this.writer.stop();
		}
		assertThat(count()).isEqualTo(6_000);
		assertThat(this.writer.lost()).isZero();
	}

	@Test
	void acceptWhenTheTableRefusesOneThenItAloneIsLost(CapturedOutput output) {
		execute("ALTER TABLE jwt_security_audit ADD CONSTRAINT no_bob CHECK (account <> 'bob@example.com')");
		accept(99);
		accept(TestEvents.loginFailed("bob@example.com", TestEvents.CLIENT));
		accept(99);
		this.writer.start();
		Awaitility.await().until(() -> count() == 198);
		Awaitility.await().until(() -> this.writer.lost() == 1);
		assertThat(
				output.getAll().split("but not in the table: 1. The audit records cannot be used: DataIntegrity", -1))
			.hasSize(2);
		assertThat(output).doesNotContain("bob");
	}

	/**
	 * An application may add constraints to its table, or partition it by time.
	 */
	@Test
	void acceptWhenTheTableTakesOnlyRecentEventsOfSomeNamesThenARefusedOneAloneIsLost() {
		execute("ALTER TABLE jwt_security_audit ADD CONSTRAINT named CHECK (event <> '')");
		execute("ALTER TABLE jwt_security_audit ADD CONSTRAINT recent CHECK (occurred_at > DATE '2000-01-01')");
		execute("ALTER TABLE jwt_security_audit ADD CONSTRAINT no_bob CHECK (account <> 'bob@example.com')");
		accept(1);
		accept(TestEvents.loginFailed("bob@example.com", TestEvents.CLIENT));
		accept(1);
		this.writer.start();
		Awaitility.await().until(() -> count() == 2);
		Awaitility.await().until(() -> this.writer.lost() == 1);
	}

	@Test
	void acceptWhenTheTableIsBackWithARecordThatItRefusesThenTheOutageEnds(CapturedOutput output) {
		execute("ALTER TABLE jwt_security_audit ADD CONSTRAINT no_bob CHECK (account <> 'bob@example.com')");
		execute("ALTER TABLE jwt_security_audit RENAME TO away");
		accept(1);
		accept(TestEvents.loginFailed("bob@example.com", TestEvents.CLIENT));
		this.writer.start();
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("Audit records are kept in memory"));
		execute("ALTER TABLE away RENAME TO jwt_security_audit");
		Awaitility.await()
			.untilAsserted(() -> assertThat(output).contains("Audit records are written to the table again"));
		assertThat(count()).isOne();
	}

	@Test
	void acceptWhenTheTableIsAwayForAWhileThenNothingIsLost(CapturedOutput output) {
		execute("ALTER TABLE jwt_security_audit RENAME TO away");
		this.writer.start();
		accept(150);
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("Audit records are kept in memory"));
		accept(150);
		execute("ALTER TABLE away RENAME TO jwt_security_audit");
		Awaitility.await().until(() -> count() == 300);
		Awaitility.await()
			.untilAsserted(() -> assertThat(output).contains("Audit records are written to the table again"));
		assertThat(this.writer.lost()).isZero();
		assertThat(output.getAll().split("Audit records are kept in memory", -1)).hasSize(2);
	}

	@Test
	void acceptWhenTheTableGoesAwayAmongRefusedRecordsThenTheOthersWait() {
		execute("ALTER TABLE jwt_security_audit ADD CONSTRAINT no_bob CHECK (account <> 'bob@example.com')");
		AtomicInteger left = new AtomicInteger(8);
		JdbcAuditWriter other = writer(new DelegatingDataSource(this.pool) {

			@Override
			public Connection getConnection() throws SQLException {
				int number = left.getAndDecrement();
				if (number < 0 && number > -4) {
					throw new SQLException("The database is away", "08001");
				}
				return super.getConnection();
			}

		});
		other.accept(this.factory.create(TestEvents.loginFailed("bob@example.com", TestEvents.CLIENT)));
		for (int i = 0; i < 20; i++) {
			other.accept(this.factory.create(TestEvents.loginFailed()));
		}
		other.start();
		Awaitility.await().until(() -> count() == 20);
		other.stop();
		assertThat(other.lost()).isOne();
	}

	/**
	 * A firewall may drop idle connections.
	 */
	@Test
	void acceptWhenAConnectionIsDeadThenNothingIsLost() {
		AtomicBoolean dead = new AtomicBoolean();
		JdbcAuditWriter other = writer(new DelegatingDataSource(this.pool) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				if (dead.getAndSet(false)) {
					connection.close();
				}
				return connection;
			}

		});
		dead.set(true);
		other.accept(this.factory.create(TestEvents.loginFailed()));
		other.start();
		Awaitility.await().until(() -> count() == 1);
		other.stop();
		assertThat(other.lost()).isZero();
	}

	/**
	 * The connection can break between the commit and its response.
	 */
	@Test
	void acceptWhenARecordIsThereAlreadyThenNotLost(CapturedOutput output) {
		AuditRecord stored = this.factory.create(TestEvents.loginFailed());
		new JdbcAuditTable(this.pool).insert(List.of(stored));
		this.writer.accept(stored);
		accept(1);
		this.writer.start();
		Awaitility.await().until(() -> count() == 2);
		this.writer.stop();
		assertThat(this.writer.lost()).isZero();
		assertThat(output).doesNotContain("not in the table");
	}

	@Test
	void stopWhenTheTableIsAwayThenEndsAndSaysHowManyAreLost(CapturedOutput output) {
		execute("DROP TABLE jwt_security_audit");
		this.writer.start();
		accept(1_000);
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("Audit records are kept in memory"));
		this.writer.stop();
		assertThat(this.writer.lost()).isEqualTo(1_000);
		assertThat(output).contains("but not in the table: 1000. The application is shutting down");
	}

	@Test
	void cleanWhenClockFailsThenLoggedAndGoesOn(CapturedOutput output) {
		JdbcAuditWriter broken = new JdbcAuditWriter(new JdbcAuditTable(this.pool), false,
				TestProperties.bind(AuditProperties.class, "retention=1d"), new Clock() {

					@Override
					public Instant instant() {
						throw new IllegalStateException("a detail");
					}

					@Override
					public ZoneId getZone() {
						return ZoneOffset.UTC;
					}

					@Override
					public Clock withZone(ZoneId zone) {
						return this;
					}

				});
		assertThat(broken.clean()).isFalse();
		assertThat(output).contains("Old audit records could not be deleted now", "IllegalStateException")
			.doesNotContain("a detail");
	}

	@Test
	void acceptWhenTooManyThenSaysSoAtOnce(CapturedOutput output) {
		accept(2_003);
		assertThat(output.getAll().split("Audit records arrive faster", -1)).hasSize(2);
		this.writer.start();
	}

	@Test
	void acceptWhenStoppedThenAtOnce() {
		this.writer.start();
		this.writer.stop();
		accept(3);
		assertThat(count()).isEqualTo(3);
	}

	@Test
	void acceptWhenManyThreadsAndStoppedMeanwhileThenNoneIsLost() throws InterruptedException {
		this.writer.start();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		CountDownLatch half = new CountDownLatch(1_000);
		for (int thread = 0; thread < 8; thread++) {
			threads.execute(() -> {
				for (int i = 0; i < 250; i++) {
					accept(1);
					half.countDown();
				}
			});
		}
		half.await();
		this.writer.stop();
		threads.shutdown();
		assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		Awaitility.await().until(() -> count() == 2_000);
	}

	private static JdbcAuditWriter writer(DataSource dataSource) {
		return new JdbcAuditWriter(new JdbcAuditTable(dataSource), false, TestProperties.bind(AuditProperties.class),
				Clock.systemUTC());
	}

	private void accept(int count) {
		for (int i = 0; i < count; i++) {
			accept(TestEvents.loginFailed());
		}
	}

	private void accept(JwtSecurityEvent event) {
		this.writer.accept(this.factory.create(event));
	}

	private void execute(String sql) {
		JdbcClient.create(this.pool).sql(sql).update();
	}

	private int count() {
		return JdbcClient.create(this.pool)
			.sql("SELECT COUNT(*) FROM jwt_security_audit")
			.query(Integer.class)
			.single();
	}

}
