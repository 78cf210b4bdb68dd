package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no password, hash or token is logged, even at the most detailed level.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountLogTests {

	/**
	 * Restores the levels, which are those of the process: contexts without an
	 * application of their own would continue to log everything.
	 */
	@AfterEach
	void restoreLevels() {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		logging.setLogLevel("org.apache", null);
		logging.setLogLevel("com.zaxxer", null);
	}

	@Test
	void accountsWhenTraceThenNoSecretIsLogged(CapturedOutput output) {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				"logging.level.root=TRACE", "logging.level.org.apache=INFO", "logging.level.com.zaxxer=INFO")) {
			JsonHttp http = application.http();
			Map<String, String> credentials = Map.of("email", "alice@example.com", "password", "Correct-horse-1");
			Answer signedUp = http.post("/api/auth/signup", credentials);
			String firstHash = hash(application);
			http.post("/api/auth/signup", Map.of("email", "alice@example.com", "password", "Taken-horse-2"))
				.refused(409, "email_taken");
			http.post("/api/auth/signup", Map.of("email", "bob@example.com", "password", "weak-horse"))
				.refused(400, "weak_password");
			Answer loggedIn = http.post("/api/auth/login", credentials);
			http.post("/api/auth/login", Map.of("email", "alice@example.com", "password", "Wrong-horse-3"))
				.refused(401, "invalid_credentials");
			http.post("/api/auth/login", "{\"email\":\"alice@example.com\",\"password\":\"Broken-horse-4\"")
				.refused(400, "invalid_request");
			http.post("/api/auth/password",
					Map.of("current_password", "Correct-horse-1", "new_password", "Another-horse-5"),
					loggedIn.bearer());
			String secondHash = hash(application);
			assertThat(http.get("/api/auth/me", loggedIn.bearer()).status()).isEqualTo(200);
			Answer refreshed = http.post("/api/auth/refresh", Map.of("refresh_token", loggedIn.refreshToken()));
			assertThat(http.post("/api/auth/logout", Map.of("refresh_token", refreshed.refreshToken())).status())
				.isEqualTo(204);
			assertThat(output.getAll()).contains("TRACE", "/api/auth/login", "Setting SQL statement parameter value",
					"Refused POST /api/auth/login with invalid_credentials");
			List<String> secrets = List.of("Correct-horse", "Taken-horse", "weak-horse", "Wrong-horse", "Broken-horse",
					"Another-horse", TestTokens.SECRET, firstHash, firstHash.substring(firstHash.lastIndexOf('$')),
					secondHash, secondHash.substring(secondHash.lastIndexOf('$')), signature(signedUp),
					signature(loggedIn), signature(refreshed), signedUp.refreshToken(), loggedIn.refreshToken(),
					refreshed.refreshToken());
			for (String secret : secrets) {
				assertThat(output.getAll()).doesNotContain(secret);
			}
		}
	}

	/**
	 * Returns the signature of a token, since a token is useless without its signature.
	 */
	private static String signature(Answer answer) {
		return answer.token().substring(answer.token().lastIndexOf('.') + 1);
	}

	private static String hash(AccountApplication.Running application) {
		return application.context()
			.getBean(JdbcClient.class)
			.sql("SELECT password_hash FROM jwt_security_user")
			.query(String.class)
			.single();
	}

}
