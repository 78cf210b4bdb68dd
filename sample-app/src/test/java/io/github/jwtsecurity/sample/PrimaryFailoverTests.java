package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.sample.Accounts.Login;
import io.github.jwtsecurity.sample.Accounts.Session;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a running application whose database moves to another primary server: its
 * connections end, then there is no server, then one that only reads, and finally one
 * that also writes.
 */
class PrimaryFailoverTests {

	private static Primary primary;

	private static PostgresInstance instance;

	private final Accounts accounts = instance.accounts();

	/**
	 * Starts an instance. The reuse grace is longer than the switch, since lost responses
	 * are repeated until its end.
	 */
	@BeforeAll
	static void start() throws IOException {
		primary = Primary.start();
		instance = PostgresInstance.start(primary.server(), "--jwt-security.sessions.reuse-grace=1m",
				"--jwt-security.sessions.revocation-notifications=true", "--jwt-security.rate-limit.enabled=false",
				"--spring.datasource.hikari.connection-timeout=1000",
				"--spring.datasource.hikari.validation-timeout=500");
	}

	@AfterAll
	static void stop() {
		instance.close();
		primary.close();
	}

	@AfterEach
	void recover() {
		primary.becomeWritable();
		renewConnections();
	}

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void nothingIsLostUnderLoad() throws Exception {
		List<PersistentUser> users = Stream
			.<PersistentUser>of(new RefreshingUser(this.accounts), new RefreshingUser(this.accounts),
					new WritingUser(this.accounts), new WritingUser(this.accounts))
			.toList();
		try (Crowd crowd = new Crowd(users)) {
			crowd.awaitServed();
			crowd.awaitDelayed(primary::killConnections);
			crowd.awaitServed();
			primary.disappear();
			crowd.awaitDelayed();
			primary.becomeReadOnly();
			crowd.awaitDelayed();
			primary.becomeWritable();
			crowd.awaitServed();
			crowd.finish();
		}
	}

	@Test
	void writesHaveNoEffectWhilePrimaryOnlyReads() {
		String email = Accounts.newEmail();
		Login login = this.accounts.login(this.accounts.post("signup", email, Accounts.PASSWORD));
		String task = WritingUser.read(WritingUser.create(login)).id();
		String tasks = WritingUser.tasks(login);
		primary.becomeReadOnly();
		renewConnections();
		String newEmail = Accounts.newEmail();
		for (int i = 0; i < 3; i++) {
			PersistentUser.assertDelayed(this.accounts.post("login", email, Accounts.PASSWORD));
			PersistentUser.assertDelayed(this.accounts.post("signup", newEmail, Accounts.PASSWORD));
			PersistentUser.assertDelayed(this.accounts.refresh(login.refreshToken()));
		}
		PersistentUser.assertDelayed(WritingUser.create(login));
		PersistentUser.assertDelayed(WritingUser.complete(login, task));
		PersistentUser.assertDelayed(login.send(HttpMethod.DELETE, tasks + "/" + task, ""));
		PersistentUser.assertDelayed(login.send(HttpMethod.POST, "/api/auth/logout", ""));
		PersistentUser.assertDelayed(login.send(HttpMethod.DELETE, "/api/auth/sessions", ""));
		PersistentUser.assertDelayed(login.send(HttpMethod.POST, "/api/auth/password", """
				{"current_password": "%s", "new_password": "Another-horse-2"}""".formatted(Accounts.PASSWORD)));
		PersistentUser.assertDelayed(login.send(HttpMethod.DELETE, "/api/auth/me", """
				{"current_password": "%s"}""".formatted(Accounts.PASSWORD)));
		for (String path : List.of("/api/auth/me", "/api/auth/sessions", tasks, tasks + "/" + task)) {
			login.get(path).expectStatus().isOk();
		}
		primary.becomeWritable();
		renewConnections();
		assertThat(WritingUser.read(login.get(tasks + "/" + task)).completed()).isFalse();
		assertThat(login.get(tasks).returnResult(Map[].class).getResponseBody()).hasSize(1);
		assertThat(login.sessions()).extracting(Session::current).containsExactly(true);
		Login next = this.accounts.login(this.accounts.refresh(login.refreshToken()));
		next.get("/api/auth/me").expectStatus().isOk();
		this.accounts.login(this.accounts.post("login", email, Accounts.PASSWORD));
		this.accounts.login(this.accounts.post("signup", newEmail, Accounts.PASSWORD));
	}

	@Test
	void accessTokensAreAcceptedWithoutPrimary() {
		Login login = this.accounts.begin();
		login.get("/api/auth/me").expectStatus().isOk();
		primary.disappear();
		PersistentUser.assertDelayed(this.accounts.refresh(login.refreshToken()));
		PersistentUser.assertDelayed(login.get("/api/auth/me"));
		PersistentUser.assertDelayed(login.get(WritingUser.tasks(login)));
		PersistentUser.assertDelayed(WritingUser.complete(login, "1"));
		String path = "/api/" + login.user().id() + "/nothing";
		Problems.assertProblem(login.get(path), HttpStatus.NOT_FOUND, "not_found");
		Problems.assertProblem(login.get("/api/somebody-else/tasks"), HttpStatus.FORBIDDEN, "not_owner");
		primary.becomeWritable();
		renewConnections();
		this.accounts.login(this.accounts.refresh(login.refreshToken()));
	}

	/**
	 * Closes the connections of the pool, each of which would fail once, and waits until
	 * the pool has opened another one.
	 */
	private static void renewConnections() {
		HikariDataSource pool = instance.context().getBean(HikariDataSource.class);
		pool.getHikariPoolMXBean().softEvictConnections();
		Awaitility.await().ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
			try (Connection connection = pool.getConnection()) {
				return connection.isValid(1);
			}
		});
	}

}
