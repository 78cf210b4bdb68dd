package io.github.jwtsecurity.session;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for notifications of ended sessions, with two instances on one PostgreSQL. The
 * second instance reads the ended sessions only when a test calls for a read.
 */
@ExtendWith(OutputCaptureExtension.class)
class RevocationNotificationTests {

	private static final Duration INTERVAL = Duration.ofMillis(20);

	private final MutableClock clock = new MutableClock();

	private final TestDatabase database = TestDatabase.postgresql().withTables();

	private final HikariDataSource pool = this.database.pool();

	private final JdbcClient jdbcClient = JdbcClient.create(this.pool);

	private final TestSessions sender = TestSessions.of(new JdbcSessionRepository(this.pool, true), this.clock,
			"maximum-per-user=3");

	private final AtomicInteger reads = new AtomicInteger();

	private final RevocationView view = new RevocationView(
			TestSessions.intercepted(new JdbcSessionRepository(this.pool), this.reads::incrementAndGet),
			TestSessions.unawareWatch(), TestSessions.properties(), TestSessions.LIFETIME, this.clock);

	private final AtomicInteger connections = new AtomicInteger();

	private final RevocationListener listener = new RevocationListener(counted(this.database.dataSource()),
			this.view.hints()::add, INTERVAL);

	@BeforeEach
	void start() {
		this.view.refresh();
		this.listener.start();
		awaitListener();
		this.reads.set(0);
	}

	@AfterEach
	void close() {
		this.listener.stop();
		this.pool.close();
	}

	@Test
	void endWhenInAnyWayThenKnownToOthersWithoutRead() {
		String loggedOut = begin("alice");
		this.sender.service().end(loggedOut, "alice", Reason.LOGOUT, TestSessions.CLIENT);
		List<String> ofUser = List.of(begin("bob"), begin("bob"));
		this.sender.service().endAll("bob", null, Reason.REVOKED, TestSessions.CLIENT);
		List<String> replaced = Stream.generate(() -> begin("carol")).limit(4).toList();
		NewSession reused = this.sender.start("dave");
		this.sender.refresh(this.sender.refresh(reused.refreshToken()).refreshToken());
		assertThat(this.sender.refresh(reused.refreshToken())).isNull();
		String token = UUID.randomUUID().toString();
		this.sender.service().revokeToken(token, "erin", this.clock.instant().plusSeconds(60), TestSessions.CLIENT);
		awaitRevoked(token);
		assertThat(Stream.concat(ofUser.stream(), Stream.of(loggedOut, reused.session().id())))
			.allMatch(this::isRevoked);
		assertThat(replaced.stream().filter(this::isRevoked)).hasSize(1);
		assertThat(this.reads).hasValue(0);
	}

	@Test
	void endWhenSessionWasEndedBeforeThenNoNotification() {
		String ended = begin("alice");
		JdbcSessionRepository silent = new JdbcSessionRepository(this.pool);
		silent.end(ended, "alice", this.clock.instant());
		assertThat(this.sender.service().end(ended, "alice", Reason.LOGOUT, TestSessions.CLIENT)).isFalse();
		assertThat(this.sender.service().end(begin("bob"), "alice", Reason.LOGOUT, TestSessions.CLIENT)).isFalse();
		String last = end("alice");
		awaitRevoked(last);
		assertThat(this.view.hints().ids()).containsExactly(UUID.fromString(last));
	}

	@Test
	void endWhenRolledBackThenNoNotification() {
		String kept = begin("alice");
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult((status) -> {
			this.sender.service().end(kept, "alice", Reason.LOGOUT, TestSessions.CLIENT);
			status.setRollbackOnly();
		});
		awaitRevoked(end("alice"));
		assertThat(isRevoked(kept)).isFalse();
	}

	@Test
	void endWhenListenerIsKilledThenKnownByReadAndLaterByNotification(CapturedOutput output) {
		allowConnections(false);
		int listener = TestSessions.listeners(this.pool).get(0);
		this.jdbcClient.sql("SELECT pg_terminate_backend(:pid)").param("pid", listener).query().singleValue();
		String missed = end("alice");
		Awaitility.await().until(() -> this.connections.get() >= 3);
		assertThat(isRevoked(missed)).isFalse();
		this.view.refresh();
		assertThat(isRevoked(missed)).isTrue();
		allowConnections(true);
		awaitListener();
		awaitRevoked(end("alice"));
		assertThat(output).containsOnlyOnce("The notifications of ended sessions cannot be used")
			.containsOnlyOnce("SQLSTATE 57P01")
			.containsOnlyOnce("Notifications of ended sessions are received again");
	}

	@Test
	void listenWhenPayloadIsNoIdThenIgnoredAndNotLogged(CapturedOutput output) {
		List<String> payloads = List.of("", "1-1-1-1-1", "not an id at all: ' OR 1=1 --\r\nWARN", "x".repeat(7_999),
				"00000000-0000-4000-8000-00000000000g", UUID.randomUUID() + ",");
		payloads.forEach(this::send);
		String last = end("alice");
		awaitRevoked(last);
		assertThat(this.view.hints().ids()).containsExactly(UUID.fromString(last));
		assertThat(output).doesNotContain("OR 1=1", "xxxx", "00000000g", "cannot be used");
	}

	@Test
	void refreshWhenNotificationIsFalseThenSessionIsUsableAgain() {
		String live = begin("alice");
		String ended = end("alice");
		send(live);
		awaitRevoked(live);
		this.view.refresh();
		assertThat(isRevoked(live)).isTrue();
		this.clock.advance(Duration.ofMinutes(1));
		this.view.refresh();
		assertThat(isRevoked(live)).isFalse();
		assertThat(isRevoked(ended)).isTrue();
		assertThat(this.view.hints().ids()).isEmpty();
	}

	@Test
	void addWhenFullThenFurtherIdsAreIgnored() {
		RevocationHints hints = new RevocationHints();
		Stream.generate(UUID::randomUUID).limit(100_001).map(UUID::toString).forEach(hints::add);
		assertThat(hints.ids()).hasSize(100_000);
	}

	@Test
	void stopThenThreadEndsAndConnectionIsUsableByOthers() throws Exception {
		try (HikariDataSource small = this.database.pool()) {
			small.setMaximumPoolSize(1);
			small.setAutoCommit(false);
			RevocationListener other = new RevocationListener(small, this.view.hints()::add, INTERVAL);
			for (int i = 0; i < 2; i++) {
				other.start();
				Awaitility.await().until(() -> TestSessions.listeners(this.pool).size() == 2);
				other.stop();
				try (Connection connection = small.getConnection()) {
					assertThat(connection.getAutoCommit()).isFalse();
					assertThat(connection.createStatement().executeQuery("SELECT pg_listening_channels()").next())
						.isFalse();
					connection.rollback();
				}
			}
			this.listener.stop();
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("jwt-security-revocation-"));
		}
	}

	@Test
	void isSupportedWhenDriverIsMissingThenFalse() throws Exception {
		Class<?> withoutDriver = new WithoutDriver().loadClass(PostgresSubscription.class.getName());
		try (Connection connection = this.pool.getConnection()) {
			assertThat(PostgresSubscription.isSupported(connection)).isTrue();
			assertThat(ReflectionTestUtils.<Boolean>invokeMethod(withoutDriver, "isSupported", connection)).isFalse();
		}
	}

	private String begin(String userId) {
		this.clock.advance(Duration.ofMillis(1));
		return this.sender.start(userId).session().id();
	}

	private String end(String userId) {
		String id = begin(userId);
		assertThat(this.sender.service().end(id, userId, Reason.LOGOUT, TestSessions.CLIENT)).isTrue();
		return id;
	}

	private void send(String payload) {
		this.jdbcClient.sql("SELECT pg_notify('jwt_security_session', :payload)")
			.param("payload", payload)
			.query((row, number) -> number)
			.single();
	}

	private void awaitListener() {
		Awaitility.await().until(() -> !TestSessions.listeners(this.pool).isEmpty());
	}

	private void awaitRevoked(String sessionId) {
		Awaitility.await().until(() -> isRevoked(sessionId));
	}

	private boolean isRevoked(String sessionId) {
		return this.view.isRevoked(TestSessions.accessToken(sessionId));
	}

	private void allowConnections(boolean allowed) {
		String name = this.jdbcClient.sql("SELECT CURRENT_DATABASE()").query(String.class).single();
		TestDatabase.postgresql().execute("ALTER DATABASE %s ALLOW_CONNECTIONS %s".formatted(name, allowed));
	}

	private DataSource counted(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				RevocationNotificationTests.this.connections.incrementAndGet();
				return super.getConnection();
			}

		};
	}

	/**
	 * A class loader that finds the class that needs the driver, but not the driver.
	 */
	private static final class WithoutDriver extends ClassLoader {

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("org.postgresql.")) {
				throw new ClassNotFoundException(name);
			}
			if (!name.equals(PostgresSubscription.class.getName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream file = PostgresSubscription.class.getResourceAsStream("PostgresSubscription.class")) {
				byte[] bytes = file.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
