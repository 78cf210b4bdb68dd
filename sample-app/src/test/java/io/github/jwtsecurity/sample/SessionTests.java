package io.github.jwtsecurity.sample;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;

import io.github.jwtsecurity.sample.Accounts.Login;
import io.github.jwtsecurity.sample.Accounts.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for sessions from login to their end, on every database.
 */
abstract class SessionTests {

	private static final Duration REUSE_GRACE = Duration.ofSeconds(10);

	@Autowired
	private RestTestClient client;

	@Autowired
	private MovableClock clock;

	private Accounts accounts;

	@BeforeEach
	void createAccounts() {
		this.accounts = new Accounts(this.client);
	}

	@Test
	void refreshGivesNewTokensThatWork() {
		Login first = this.accounts.begin();
		Login second = refresh(first);
		assertThat(second.user().id()).isEqualTo(first.user().id());
		assertThat(second.user().token()).isNotEqualTo(first.user().token());
		assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
		assertAlive(second);
		assertThat(refresh(second).refreshToken()).isNotIn(first.refreshToken(), second.refreshToken());
	}

	@Test
	void refreshWhoseAnswerWasLostIsRepeated() {
		Login first = this.accounts.begin();
		Login lost = refresh(first);
		Login repeated = refresh(first);
		assertThat(repeated.refreshToken()).isEqualTo(lost.refreshToken());
		assertAlive(repeated);
		assertAlive(refresh(repeated));
	}

	@Test
	void refreshTokenIsRefusedWhenTheGraceIsOver() {
		Login first = this.accounts.begin();
		Login second = refresh(first);
		this.clock.advance(REUSE_GRACE);
		assertRefreshRefused(first);
		assertDead(first);
		assertDead(second);
	}

	@Test
	void reuseOfAnOlderRefreshTokenEndsTheSession() {
		Login first = this.accounts.begin();
		Login second = refresh(first);
		Login third = refresh(second);
		Login fourth = refresh(third);
		assertAlive(first);
		assertAlive(fourth);
		assertRefreshRefused(first);
		for (Login login : new Login[] { second, third, fourth }) {
			assertDead(login);
		}
	}

	@Test
	void whatIsNoRefreshTokenIsRefused() {
		Login login = this.accounts.begin();
		for (String text : new String[] { "x", login.user().token(), login.refreshToken() + "A" }) {
			Problems.assertProblem(this.accounts.refresh(text), HttpStatus.UNAUTHORIZED, "invalid_refresh_token");
		}
		assertAlive(refresh(login));
	}

	@Test
	void logoutEndsTheSessionAndNoOther() {
		String email = Accounts.newEmail();
		Login here = this.accounts.login(this.accounts.post("signup", email, Accounts.PASSWORD));
		Login there = this.accounts.login(this.accounts.post("login", email, Accounts.PASSWORD));
		here.user().client().post().uri("/api/auth/logout").exchange().expectStatus().isNoContent();
		assertDead(here);
		assertAlive(there);
		assertAlive(refresh(there));
	}

	@Test
	void newPasswordEndsTheOtherSessions() {
		String email = Accounts.newEmail();
		Login other = this.accounts.login(this.accounts.post("signup", email, Accounts.PASSWORD));
		Login own = this.accounts.login(this.accounts.post("login", email, Accounts.PASSWORD));
		own.user()
			.client()
			.post()
			.uri("/api/auth/password")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("current_password", Accounts.PASSWORD, "new_password", "Another-horse-2"))
			.exchange()
			.expectStatus()
			.isNoContent();
		assertDead(other);
		assertAlive(own);
		assertAlive(refresh(own));
	}

	@Test
	void sessionsAreListedWithWhereTheyAre() {
		String email = Accounts.newEmail();
		on("Phone").post("signup", email, Accounts.PASSWORD).expectStatus().isCreated();
		this.clock.advance(Duration.ofSeconds(1));
		Login login = this.accounts.login(on("Laptop").post("login", email, Accounts.PASSWORD));
		assertThat(login.sessions()).extracting(Session::userAgent, Session::current)
			.containsExactly(tuple("Laptop", true), tuple("Phone", false));
		assertThat(login.sessions()).extracting(Session::address).isSubsetOf("127.0.0.1", "0:0:0:0:0:0:0:1");
		assertThat(login.sessions()).extracting(Session::lastUsedAt).isSortedAccordingTo(Comparator.reverseOrder());
	}

	@Test
	void sessionCanBeEndedFromAnother() {
		String email = Accounts.newEmail();
		Login lost = this.accounts.login(this.accounts.post("signup", email, Accounts.PASSWORD));
		Login own = this.accounts.login(this.accounts.post("login", email, Accounts.PASSWORD));
		String id = ownSessionId(lost);
		end(own, id).expectStatus().isNoContent();
		assertDead(lost);
		assertAlive(own);
		assertThat(own.sessions()).extracting(Session::current).containsExactly(true);
		Problems.assertProblem(end(own, id), HttpStatus.NOT_FOUND, "not_found");
	}

	@Test
	void allSessionsCanBeEnded() {
		String email = Accounts.newEmail();
		Login other = this.accounts.login(this.accounts.post("signup", email, Accounts.PASSWORD));
		Login own = this.accounts.login(this.accounts.post("login", email, Accounts.PASSWORD));
		own.user().client().delete().uri("/api/auth/sessions").exchange().expectStatus().isNoContent();
		assertDead(other);
		assertDead(own);
	}

	@Test
	void sessionOfSomebodyElseIsNotFound() {
		Login alice = this.accounts.begin();
		Login bob = this.accounts.begin();
		for (String id : new String[] { ownSessionId(alice), "00000000-0000-0000-0000-000000000000", "x" }) {
			Problems.assertProblem(end(bob, id), HttpStatus.NOT_FOUND, "not_found");
		}
		assertAlive(alice);
		assertAlive(refresh(alice));
		assertThat(bob.sessions()).hasSize(1);
	}

	private Accounts on(String userAgent) {
		RestTestClient.Builder<?> builder = this.client.mutate();
		builder.defaultHeader(HttpHeaders.USER_AGENT, userAgent);
		return new Accounts(builder.build());
	}

	private Login refresh(Login login) {
		return this.accounts.login(this.accounts.refresh(login.refreshToken()));
	}

	private void assertRefreshRefused(Login login) {
		Problems.assertProblem(this.accounts.refresh(login.refreshToken()), HttpStatus.UNAUTHORIZED,
				"invalid_refresh_token");
	}

	private void assertDead(Login login) {
		for (String path : new String[] { "/api/auth/me", "/api/%s/tasks".formatted(login.user().id()) }) {
			Problems.assertProblem(login.get(path), HttpStatus.UNAUTHORIZED, "token_invalid");
		}
		assertRefreshRefused(login);
	}

	private static void assertAlive(Login login) {
		login.get("/api/auth/me").expectStatus().isOk();
	}

	private static String ownSessionId(Login login) {
		return login.sessions().stream().filter(Session::current).findFirst().orElseThrow().id();
	}

	private static ResponseSpec end(Login login, String id) {
		return login.user().client().delete().uri("/api/auth/sessions/{id}", id).exchange();
	}

}
