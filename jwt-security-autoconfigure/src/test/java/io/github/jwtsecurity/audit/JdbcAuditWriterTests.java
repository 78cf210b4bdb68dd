package io.github.jwtsecurity.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How records get from their threads into the table.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcAuditWriterTests {

	private final HikariDataSource pool = TestDatabase.h2().pool();

	private final AuditRecordFactory factory = new AuditRecordFactory(false);

	private final JdbcAuditWriter writer = new JdbcAuditWriter(new JdbcAuditTable(this.pool), false,
			Duration.ofDays(90), Clock.systemUTC());

	@BeforeEach
	void createTable() {
		new ResourceDatabasePopulator(new ClassPathResource("io/github/jwtsecurity/jdbc/schema-h2.sql"))
			.execute(this.pool);
	}

	@AfterEach
	void close() {
		this.writer.stop();
		this.pool.close();
	}

	@Test
	void acceptWhenTooManyWaitThenSaysHowManyAreLost(CapturedOutput output) {
		accept(10_003);
		this.writer.start();
		Awaitility.await().until(() -> count() == 10_000);
		assertThat(output).contains("but not in the table: 3. There were more than the database could take");
		assertThat(this.writer.lost()).isEqualTo(3);
	}

	@Test
	void cleanWhenClockFailsThenLoggedAndGoesOn(CapturedOutput output) {
		JdbcAuditWriter broken = new JdbcAuditWriter(new JdbcAuditTable(this.pool), false, Duration.ofDays(1),
				new Clock() {

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
		accept(10_003);
		assertThat(output.getAll().split("Audit records come faster", -1)).hasSize(2);
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
		CountDownLatch half = new CountDownLatch(4_000);
		for (int thread = 0; thread < 8; thread++) {
			threads.execute(() -> {
				for (int i = 0; i < 1_000; i++) {
					accept(1);
					half.countDown();
				}
			});
		}
		half.await();
		this.writer.stop();
		threads.shutdown();
		assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		Awaitility.await().until(() -> count() == 8_000);
	}

	private void accept(int count) {
		for (int i = 0; i < count; i++) {
			this.writer.accept(this.factory.create(TestEvents.loginFailed()));
		}
	}

	private int count() {
		return JdbcClient.create(this.pool)
			.sql("SELECT COUNT(*) FROM jwt_security_audit")
			.query(Integer.class)
			.single();
	}

}
