package io.github.jwtsecurity.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.sample.Accounts.Login;
import io.github.jwtsecurity.sample.Accounts.Session;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with two instances of the application that share only a database and a secret.
 */
class TwoInstancesTests {

	private static final Duration REVOCATION_DELAY = Duration.ofSeconds(1);

	/** A deadline that is much longer than the delay, since the machine may be busy. */
	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private static EmbeddedPostgres database;

	private static PostgresInstance first;

	private static PostgresInstance second;

	@BeforeAll
	static void start() throws Exception {
		database = EmbeddedPostgres.start();
		String delay = "--jwt-security.sessions.revocation-delay=" + REVOCATION_DELAY;
		first = PostgresInstance.start(database, delay);
		second = PostgresInstance.start(database, delay);
	}

	@AfterAll
	static void stop() throws Exception {
		for (AutoCloseable started : new AutoCloseable[] { second, first, database }) {
			if (started != null) {
				started.close();
			}
		}
	}

	@Test
	void whoSignsUpAtOneIsKnownToTheOther() {
		String email = Accounts.newEmail();
		Login login = first.accounts().login(first.accounts().post("signup", email, Accounts.PASSWORD));
		Login elsewhere = at(second, login);
		elsewhere.user()
			.client()
			.post()
			.uri("/api/{user_id}/tasks", login.user().id())
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("title", "Buy milk"))
			.exchange()
			.expectStatus()
			.isCreated();
		tasks(login).expectBody().jsonPath("$[*].title").isEqualTo("Buy milk");
		assertThat(elsewhere.sessions()).extracting(Session::current).containsExactly(true);
		assertThat(second.accounts().user(second.accounts().post("login", email, Accounts.PASSWORD)).id())
			.isEqualTo(login.user().id());
	}

	@Test
	void logoutAtOneIsSoonKnownToTheOther() {
		Login login = first.accounts().begin();
		Login elsewhere = at(second, login);
		tasks(elsewhere).expectStatus().isOk();
		login.user().client().post().uri("/api/auth/logout").exchange().expectStatus().isNoContent();
		assertTokenRefused(login);
		assertRefreshRefused(second, login);
		awaitTokenRefused(elsewhere);
	}

	@Test
	void sessionThatIsEndedAtOneIsSoonKnownToTheOther() {
		String email = Accounts.newEmail();
		Login lost = first.accounts().login(first.accounts().post("signup", email, Accounts.PASSWORD));
		tasks(lost).expectStatus().isOk();
		Login own = second.accounts().login(second.accounts().post("login", email, Accounts.PASSWORD));
		List<Session> others = own.sessions().stream().filter((session) -> !session.current()).toList();
		assertThat(others).hasSize(1);
		own.user()
			.client()
			.delete()
			.uri("/api/auth/sessions/{id}", others.get(0).id())
			.exchange()
			.expectStatus()
			.isNoContent();
		assertRefreshRefused(first, lost);
		awaitTokenRefused(lost);
		tasks(at(first, own)).expectStatus().isOk();
	}

	@Test
	void refreshGoesOnAtTheOther() {
		Login login = first.accounts().begin();
		Login refreshed = refresh(first, login);
		Login again = refresh(second, refreshed);
		assertThat(again.refreshToken()).isNotIn(login.refreshToken(), refreshed.refreshToken());
		tasks(again).expectStatus().isOk();
		tasks(refresh(first, again)).expectStatus().isOk();
	}

	@Test
	void refreshWhoseAnswerWasLostIsRepeatedByTheOther() {
		Login login = first.accounts().begin();
		Login lost = refresh(first, login);
		Login repeated = refresh(second, login);
		assertThat(repeated.refreshToken()).isEqualTo(lost.refreshToken());
		tasks(refresh(first, repeated)).expectStatus().isOk();
	}

	@Test
	void reuseAtOneEndsTheSessionAtTheOther() {
		Login oldest = first.accounts().begin();
		Login newest = refresh(second, refresh(second, refresh(first, oldest)));
		Login elsewhere = at(first, newest);
		tasks(elsewhere).expectStatus().isOk();
		assertRefreshRefused(second, oldest);
		assertTokenRefused(newest);
		assertRefreshRefused(first, newest);
		awaitTokenRefused(elsewhere);
	}

	private static Login at(PostgresInstance instance, Login login) {
		return instance.accounts().login(login.user().id(), login.user().token(), login.refreshToken());
	}

	private static Login refresh(PostgresInstance instance, Login login) {
		return instance.accounts().login(instance.accounts().refresh(login.refreshToken()));
	}

	private static ResponseSpec tasks(Login login) {
		return login.get("/api/%s/tasks".formatted(login.user().id()));
	}

	private static void awaitTokenRefused(Login login) {
		Awaitility.await().atMost(DEADLINE).untilAsserted(() -> assertTokenRefused(login));
	}

	private static void assertTokenRefused(Login login) {
		Problems.assertProblem(tasks(login), HttpStatus.UNAUTHORIZED, "token_invalid");
	}

	private static void assertRefreshRefused(PostgresInstance instance, Login login) {
		Problems.assertProblem(instance.accounts().refresh(login.refreshToken()), HttpStatus.UNAUTHORIZED,
				"invalid_refresh_token");
	}

}
