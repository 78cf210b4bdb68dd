package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.jwtsecurity.Alone;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no token with a revoked authority survives the revocation, regardless of
 * logins and refreshes at the same time.
 */
@Alone
class AuthorityRaceTests {

	private static final int ROUNDS = 5;

	private static final Map<String, String> ALICE = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	@ParameterizedTest
	@EnumSource
	void revokeWhenUserLogsInAndRefreshesThenNoTokenKeepsTheAuthority(Pool pool) throws Exception {
		try (AccountApplication.Running application = AccountApplication.start(pool.database.get(),
				"spring.flyway.enabled=false", "spring.datasource.hikari.maximum-pool-size=20",
				"spring.datasource.hikari.transaction-isolation=TRANSACTION_" + pool.level,
				"jwt-security.sessions.maximum-per-user=0")) {
			JsonHttp http = application.http();
			AccountService accounts = application.context().getBean(AccountService.class);
			String userId = http.post("/api/auth/signup", ALICE).userId();
			for (int round = 0; round < ROUNDS; round++) {
				assertThat(accounts.grant(userId, "admin", Client.UNKNOWN)).isTrue();
				String refreshToken = http.post("/api/auth/login", ALICE).refreshToken();
				List<Answer> answers = Race.run(9, (number) -> {
					if (number == 0) {
						assertThat(accounts.revoke(userId, "admin", Client.UNKNOWN)).isTrue();
						return null;
					}
					return (number == 1) ? http.post("/api/auth/refresh", Map.of("refresh_token", refreshToken))
							: http.post("/api/auth/login", ALICE);
				});
				assertThat(answers.stream()
					.filter(Objects::nonNull)
					.filter((answer) -> answer.status() == 200)
					.filter((answer) -> TestTokens.payload(answer.token()).has("scope")))
					.allSatisfy((answer) -> http.get("/api/auth/me", answer.bearer()).refused(401, "token_invalid"));
			}
			assertThat(TestTokens.payload(http.post("/api/auth/login", ALICE).token()).has("scope")).isFalse();
		}
	}

	/** The pool of the application. */
	enum Pool {

		H2(TestDatabase::h2, "READ_COMMITTED"),

		POSTGRESQL(TestDatabase::postgresql, "READ_COMMITTED"),

		POSTGRESQL_REPEATABLE_READ(TestDatabase::postgresql, "REPEATABLE_READ"),

		MARIADB(TestDatabase::mariadb, "READ_COMMITTED"),

		MARIADB_REPEATABLE_READ(TestDatabase::mariadb, "REPEATABLE_READ");

		private final Supplier<TestDatabase> database;

		private final String level;

		Pool(Supplier<TestDatabase> database, String level) {
			this.database = database;
			this.level = level;
		}

	}

}
