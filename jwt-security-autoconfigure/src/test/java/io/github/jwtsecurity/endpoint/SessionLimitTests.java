package io.github.jwtsecurity.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.session.SessionService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for users with many logins, over HTTP.
 */
class SessionLimitTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String MAXIMUM = "jwt-security.sessions.maximum-per-user=";

	static Stream<Named<Supplier<TestDatabase>>> databases() {
		return Stream.of(Named.of("H2", TestDatabase::h2), Named.of("PostgreSQL", TestDatabase::postgresql),
				Named.of("MariaDB", TestDatabase::mariadb));
	}

	/**
	 * An attacker with an account logs in to three instances at the same time.
	 */
	@ParameterizedTest
	@MethodSource("databases")
	void logInWhenManyAtThreeInstancesThenTheMaximumIsLeft(Supplier<TestDatabase> newDatabase) throws Exception {
		TestDatabase database = newDatabase.get();
		try (AccountApplication.Running first = start(database, MAXIMUM + 5);
				AccountApplication.Running second = start(database, MAXIMUM + 5);
				AccountApplication.Running third = start(database, MAXIMUM + 5)) {
			List<AccountApplication.Running> instances = List.of(first, second, third);
			Answer other = signUp(first.http(), newEmail());
			String email = newEmail();
			Answer signedUp = signUp(second.http(), email);
			List<Answer> answers = new ArrayList<>(
					Race.run(24, (number) -> logIn(instances.get(number % 3).http(), email)));
			assertThat(answers).extracting(Answer::status).containsOnly(200);
			answers.add(signedUp);
			assertThat(answers.stream()
				.map((answer) -> refresh(third.http(), answer).status())
				.filter((status) -> status == 200)).hasSize(5);
			assertThat(first.context().getBean(SessionService.class).sessionsOf(signedUp.userId())).hasSize(5);
			assertThat(refresh(third.http(), other).status()).isEqualTo(200);
			assertThat(instances.stream().flatMap((instance) -> replaced(instance.events()))).hasSize(20)
				.doesNotHaveDuplicates();
		}
	}

	@Test
	void logInWhenBeyondTheMaximumThenTheLeastRecentlyUsedIsShutOut() {
		try (AccountApplication.Running application = start(TestDatabase.h2(), MAXIMUM + 3)) {
			JsonHttp http = application.http();
			String email = newEmail();
			Answer oldest = signUp(http, email);
			Answer second = logIn(http, email);
			Answer third = logIn(http, email);
			Answer refreshed = refresh(http, oldest);
			Answer fourth = logIn(http, email);
			http.get("/api/auth/me", second.bearer()).refused(401, "token_invalid");
			refresh(http, second).refused(401, "invalid_refresh_token");
			for (Answer living : List.of(oldest, refreshed, third, fourth)) {
				assertThat(http.get("/api/auth/me", living.bearer()).status()).isEqualTo(200);
			}
			assertThat(http.get("/api/auth/sessions", fourth.bearer()).json().path("sessions")).hasSize(3);
		}
	}

	@Test
	void logInWhenItFailsThenNoSessionIsEnded() {
		TestDatabase database = TestDatabase.h2();
		try (AccountApplication.Running application = start(database, MAXIMUM + 1, "jwt-security.audit.store=jdbc",
				"jwt-security.audit.failure=refuse")) {
			JsonHttp http = application.http();
			String email = newEmail();
			Answer signedUp = signUp(http, email);
			http.post("/api/auth/login", Map.of("email", email, "password", "Wrong-horse-1"))
				.refused(401, "invalid_credentials");
			database.execute("ALTER TABLE jwt_security_audit RENAME TO renamed");
			http.post("/api/auth/login", Map.of("email", email, "password", PASSWORD)).refused(503, "overloaded");
			assertThat(http.get("/api/auth/me", signedUp.bearer()).status()).isEqualTo(200);
			assertThat(refresh(http, signedUp).status()).isEqualTo(200);
			assertThat(replaced(application.events())).isEmpty();
			database.execute("ALTER TABLE renamed RENAME TO jwt_security_audit");
			assertThat(logIn(http, email).status()).isEqualTo(200);
			http.get("/api/auth/me", signedUp.bearer()).refused(401, "token_invalid");
			assertThat(replaced(application.events())).hasSize(1);
		}
	}

	/**
	 * A single login ends the sessions of a user, with one audit record.
	 */
	@Test
	void logInWhenMaximumIsLoweredThenOneRecord() {
		TestDatabase database = TestDatabase.h2();
		String email = newEmail();
		try (AccountApplication.Running unlimited = start(database, MAXIMUM + 0)) {
			String userId = signUp(unlimited.http(), email).userId();
			SessionService sessions = unlimited.context().getBean(SessionService.class);
			IntStream.range(0, 999).forEach((number) -> sessions.store(sessions.prepare(userId, Client.UNKNOWN)));
			assertThat(unlimited.events()).hasSize(1);
		}
		try (AccountApplication.Running limited = start(database, MAXIMUM + 100, "jwt-security.audit.store=jdbc")) {
			Answer loggedIn = logIn(limited.http(), email);
			assertThat(limited.http().get("/api/auth/sessions", loggedIn.bearer()).json().path("sessions"))
				.hasSize(100);
			assertThat(limited.events()).filteredOn(SessionsEnded.class::isInstance).hasSize(1);
			JdbcClient jdbcClient = limited.context().getBean(JdbcClient.class);
			Awaitility.await()
				.untilAsserted(() -> assertThat(jdbcClient
					.sql("SELECT event, reason, session_count FROM jwt_security_audit WHERE event LIKE 'Session%'")
					.query((row, number) -> row.getString(1) + " " + row.getString(2) + " " + row.getInt(3))
					.list()).containsExactly("SessionsEnded REPLACED 901"));
		}
	}

	private static Stream<String> replaced(List<JwtSecurityEvent> events) {
		return events.stream().flatMap((event) -> {
			if (event instanceof SessionEnded ended && ended.reason() == Reason.REPLACED) {
				return Stream.of(ended.sessionId());
			}
			return (event instanceof SessionsEnded ended && ended.reason() == Reason.REPLACED)
					? ended.sessionIds().stream() : Stream.empty();
		});
	}

	private static AccountApplication.Running start(TestDatabase database, String... properties) {
		return AccountApplication.start(database,
				Stream.concat(Stream.of(properties), Stream.of("spring.flyway.enabled=false")).toArray(String[]::new));
	}

	private static String newEmail() {
		return UUID.randomUUID() + "@example.com";
	}

	private static Answer signUp(JsonHttp http, String email) {
		return http.post("/api/auth/signup", Map.of("email", email, "password", PASSWORD));
	}

	private static Answer logIn(JsonHttp http, String email) {
		return http.post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
	}

	private static Answer refresh(JsonHttp http, Answer answer) {
		return http.post("/api/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
	}

}
