package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.Accounts.Login;
import io.github.jwtsecurity.sample.Accounts.Session;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a running application whose database becomes unavailable and available again.
 */
class DatabaseOutageTests {

	private static final int USERS = 4;

	@TempDir
	private Path data;

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void sessionsOutliveAnOutage() throws Exception {
		EmbeddedPostgres database = startDatabase(0);
		ExecutorService executor = Executors.newFixedThreadPool(USERS);
		try (PostgresInstance instance = startInstance(database)) {
			List<RefreshingUser> users = Stream.generate(() -> new RefreshingUser(instance.accounts()))
				.limit(USERS)
				.toList();
			List<Future<Login>> logins = users.stream().map(executor::submit).toList();
			awaitMore(users, logins, RefreshingUser::refreshed);
			database.close();
			awaitMore(users, logins, RefreshingUser::delayed);
			database = startDatabase(database.getPort());
			awaitMore(users, logins, RefreshingUser::refreshed);
			users.forEach(RefreshingUser::finish);
			for (int i = 0; i < USERS; i++) {
				assertOneRefreshTokenLives(instance.accounts(), logins.get(i).get(), users.get(i).refreshTokens());
			}
		}
		finally {
			executor.shutdownNow();
			database.close();
		}
	}

	/**
	 * Waits until the count of every user has increased a few times.
	 */
	private static void awaitMore(List<RefreshingUser> users, List<Future<Login>> logins,
			ToIntFunction<RefreshingUser> counter) {
		List<Integer> before = users.stream().map(counter::applyAsInt).toList();
		Awaitility.await()
			.atMost(1, TimeUnit.MINUTES)
			.failFast(() -> throwFailures(logins))
			.until(() -> IntStream.range(0, USERS)
				.allMatch((i) -> counter.applyAsInt(users.get(i)) >= before.get(i) + 3));
	}

	private static void throwFailures(List<Future<Login>> logins) throws Exception {
		for (Future<Login> login : logins) {
			if (login.isDone()) {
				login.get();
			}
		}
	}

	/**
	 * Asserts that the first of the refresh tokens ends the session, and thereby the last
	 * token.
	 */
	private static void assertOneRefreshTokenLives(Accounts accounts, Login login, List<String> refreshTokens) {
		assertThat(login.sessions()).extracting(Session::current).containsExactly(true);
		assertThat(login.refreshToken()).isEqualTo(refreshTokens.get(refreshTokens.size() - 1));
		Login last = accounts.login(accounts.refresh(login.refreshToken()));
		List<String> refused = new ArrayList<>(refreshTokens);
		refused.add(last.refreshToken());
		for (String refreshToken : refused) {
			Problems.assertProblem(accounts.refresh(refreshToken), HttpStatus.UNAUTHORIZED, "invalid_refresh_token");
		}
		Problems.assertProblem(last.get("/api/auth/me"), HttpStatus.UNAUTHORIZED, "token_invalid");
	}

	private EmbeddedPostgres startDatabase(int port) throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(this.data.resolve("postgres"))
			.setCleanDataDirectory(false);
		if (port != 0) {
			builder.setPort(port);
		}
		return builder.start();
	}

	/**
	 * Starts an instance. Responses that are lost during the outage must be repeatable
	 * until its end, so the grace is long enough. The users refresh more often than real
	 * ones.
	 */
	private static PostgresInstance startInstance(EmbeddedPostgres database) {
		return PostgresInstance.start(database, "--jwt-security.sessions.reuse-grace=1m",
				"--jwt-security.rate-limit.enabled=false", "--spring.datasource.hikari.connection-timeout=2000",
				"--spring.datasource.hikari.validation-timeout=1000");
	}

}
