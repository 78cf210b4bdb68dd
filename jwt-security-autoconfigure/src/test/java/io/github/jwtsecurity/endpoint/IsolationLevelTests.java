package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.jwtsecurity.Alone;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many concurrent users with an isolation level at which the database rolls back
 * transactions, with and without auto-commit.
 */
@Alone
@ExtendWith(OutputCaptureExtension.class)
class IsolationLevelTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String VICTIM = "victim@example.com";

	@ParameterizedTest
	@EnumSource
	void accountsWhenManyUsersThenNothingIsLostOrOpened(Pool pool, CapturedOutput output) throws Exception {
		try (AccountApplication.Running application = AccountApplication.start(pool.database.get(),
				pool.properties())) {
			JsonHttp http = application.http();
			post(http, "signup", VICTIM, PASSWORD);
			List<Integer> guesses = Race.run((number) -> {
				String email = "user" + number + "@example.com";
				assertThat(post(http, "signup", email, PASSWORD).status()).isEqualTo(201);
				int guess = post(http, "login", VICTIM, "Wrong-horse-1").status();
				Answer user = post(http, "login", email, PASSWORD);
				for (int i = 0; i < 5; i++) {
					assertThat(user.status()).isEqualTo(200);
					user = http.post("/api/auth/refresh", Map.of("refresh_token", user.refreshToken()));
				}
				assertThat(http.send("DELETE", "/api/auth/sessions", BodyPublishers.noBody(), user.bearer()).status())
					.isEqualTo(204);
				return guess;
			});
			if (pool.hasSharedLimits()) {
				assertThat(guesses).containsOnly(401, 429).filteredOn((status) -> status == 401).hasSize(5);
			}
			Map<String, Long> published = count(application.events(), (event) -> event.getClass().getSimpleName());
			assertThat(published).containsEntry("SignedUp", 33L)
				.containsEntry("LoggedIn", 32L)
				.containsEntry("SessionRefreshed", 160L);
			Awaitility.await().untilAsserted(() -> assertThat(recorded(application)).isEqualTo(published));
			assertThat(output).doesNotContain("cannot be used");
		}
	}

	private static Answer post(JsonHttp http, String path, String email, String password) {
		return http.post("/api/auth/" + path, Map.of("email", email, "password", password));
	}

	private static Map<String, Long> recorded(AccountApplication.Running application) {
		return count(application.context()
			.getBean(JdbcClient.class)
			.sql("SELECT event FROM jwt_security_audit")
			.query(String.class)
			.list(), Function.identity());
	}

	private static <T> Map<String, Long> count(List<T> all, Function<T, String> name) {
		return all.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()));
	}

	/** The pool of the application. */
	enum Pool {

		POSTGRESQL_SERIALIZABLE(TestDatabase::postgresql, "SERIALIZABLE", true),

		POSTGRESQL_REPEATABLE_READ(TestDatabase::postgresql, "REPEATABLE_READ", false),

		MARIADB_SERIALIZABLE(TestDatabase::mariadb, "SERIALIZABLE", false),

		H2_SERIALIZABLE(TestDatabase::h2, "SERIALIZABLE", false);

		private final Supplier<TestDatabase> database;

		private final String level;

		private final boolean autoCommit;

		Pool(Supplier<TestDatabase> database, String level, boolean autoCommit) {
			this.database = database;
			this.level = level;
			this.autoCommit = autoCommit;
		}

		boolean hasSharedLimits() {
			return name().startsWith("POSTGRESQL");
		}

		String[] properties() {
			return new String[] { "spring.flyway.enabled=false",
					"spring.datasource.hikari.transaction-isolation=TRANSACTION_" + this.level,
					"spring.datasource.hikari.auto-commit=" + this.autoCommit,
					"spring.datasource.hikari.maximum-pool-size=20", "jwt-security.audit.store=jdbc",
					"jwt-security.audit.failure=refuse", "jwt-security.rate-limit.enabled=true",
					"jwt-security.rate-limit.store=" + (hasSharedLimits() ? "jdbc" : "memory"),
					"jwt-security.rate-limit.login.per-account=5/1d",
					"jwt-security.rate-limit.login.per-address=1000/1d",
					"jwt-security.rate-limit.signup.per-address=1000/1d",
					"jwt-security.rate-limit.refresh.per-address=10000/1d" };
		}

	}

}
