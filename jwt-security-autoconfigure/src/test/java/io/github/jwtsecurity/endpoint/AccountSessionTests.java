package io.github.jwtsecurity.endpoint;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.session.SessionRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for refreshes, which read the session together with the account and its
 * authorities.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountSessionTests {

	private static final String SEPARATELY = "Sessions and accounts are read separately";

	static Stream<TestDatabase> databases() {
		return TestDatabase.each();
	}

	@ParameterizedTest
	@MethodSource("databases")
	void refreshThenAccountOfNow(TestDatabase database, CapturedOutput output) {
		try (AccountApplication.Running application = AccountApplication.start(database)) {
			new Scenario(application, database).run();
		}
		assertThat(output).doesNotContain(SEPARATELY);
	}

	@Test
	void refreshWhenSessionsAreElsewhereThenAccountOfNow() {
		TestDatabase database = TestDatabase.h2();
		try (AccountApplication.Running application = AccountApplication.start(database,
				new Class<?>[] { OwnSessions.class })) {
			new Scenario(application, database).run();
		}
	}

	/**
	 * MariaDB does not compare the columns of two such collations.
	 */
	@Test
	void refreshWhenTablesCannotBeJoinedThenAccountOfNow(CapturedOutput output) {
		TestDatabase database = TestDatabase.mariadb().withTables();
		database.execute("ALTER TABLE jwt_security_user CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
				"ALTER TABLE jwt_security_session CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
		try (AccountApplication.Running application = AccountApplication.start(database)) {
			new Scenario(application, database).run();
		}
		assertThat(output).contains(SEPARATELY);
	}

	/**
	 * Refreshes of users who are changed by statements of an operator.
	 */
	private record Scenario(AccountApplication.Running application, TestDatabase database) {

		void run() {
			authorities();
			address();
			disabled();
			deleted();
		}

		private void authorities() {
			Answer user = signUp();
			AccountService accounts = this.application.context().getBean(AccountService.class);
			assertThat(accounts.grant(user.userId(), "notes", Client.UNKNOWN)).isTrue();
			assertThat(accounts.grant(user.userId(), "admin", Client.UNKNOWN)).isTrue();
			this.database.execute("INSERT INTO jwt_security_authority (user_id, authority) VALUES ('" + user.userId()
					+ "', 'two words')");
			assertThat(claims(refresh(user)).path("scope").asString()).isEqualTo("admin notes");
			assertThat(claims(refresh(signUp())).has("scope")).isFalse();
		}

		private void address() {
			Answer user = signUp();
			String email = UUID.randomUUID() + "@example.com";
			this.database.execute("UPDATE jwt_security_user SET email = '" + email + "', email_normalized = '" + email
					+ "' WHERE id = '" + user.userId() + "'");
			Answer refreshed = refresh(user);
			assertThat(claims(refreshed).path("email").asString()).isEqualTo(email);
			assertThat(refreshed.json().path("user").path("email").asString()).isEqualTo(email);
		}

		private void disabled() {
			Answer user = signUp();
			this.database.execute("UPDATE jwt_security_user SET enabled = FALSE WHERE id = '" + user.userId() + "'");
			refresh(user).refused(401, "invalid_refresh_token");
			assertThatSessionIsEnded(user);
		}

		private void deleted() {
			Answer user = signUp();
			this.database.execute("DELETE FROM jwt_security_user WHERE id = '" + user.userId() + "'");
			refresh(user).refused(401, "invalid_refresh_token");
			assertThatSessionIsEnded(user);
		}

		private void assertThatSessionIsEnded(Answer user) {
			assertThat(this.application.events()).anyMatch((event) -> event instanceof SessionEnded
					&& event.reason() == SessionEnded.Reason.DISABLED && user.userId().equals(event.userId()));
		}

		private Answer signUp() {
			return http().post("/api/auth/signup",
					Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1"));
		}

		private Answer refresh(Answer user) {
			return http().post("/api/auth/refresh", Map.of("refresh_token", user.refreshToken()));
		}

		private JsonHttp http() {
			return this.application.http();
		}

		private static JsonNode claims(Answer answer) {
			assertThat(answer.status()).as(answer.text()).isEqualTo(200);
			return TestTokens.payload(answer.token());
		}

	}

	/**
	 * An application that has put its own repository in front of that of the library.
	 */
	static class OwnSessions {

		@Bean
		static BeanPostProcessor decorator() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof SessionRepository) ? Proxy.newProxyInstance(getClass().getClassLoader(),
							new Class<?>[] { SessionRepository.class }, (proxy, method, arguments) -> {
								try {
									return method.invoke(bean, arguments);
								}
								catch (InvocationTargetException ex) {
									throw ex.getCause();
								}
							}) : bean;
				}

			};
		}

	}

}
