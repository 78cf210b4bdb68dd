package io.github.jwtsecurity.sample;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.github.jwtsecurity.sample.Accounts.Login;
import io.github.jwtsecurity.sample.RateLimitTests.StandingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/**
 * Tests for a client with too many attempts. The limits are the defaults, and no attempt
 * is restored, since the clock is stopped.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "server.forward-headers-strategy=native")
@AutoConfigureRestTestClient
@Import(StandingClock.class)
class RateLimitTests {

	private static final String WRONG = "Wrong-horse-1";

	@Autowired
	private RestTestClient client;

	private Accounts owner;

	private Accounts attacker;

	private String email;

	private Login login;

	@BeforeEach
	void signUp() {
		Accounts accounts = new Accounts(this.client);
		this.owner = accounts.from(Accounts.newAddress());
		this.attacker = accounts.from(Accounts.newAddress());
		this.email = Accounts.newEmail();
		this.login = this.owner.login(this.owner.post("signup", this.email, Accounts.PASSWORD));
	}

	@Test
	void sixthLoginThatFailsIsRefused() {
		fail(this.email, 5);
		assertLimited(this.attacker.post("login", this.email, WRONG), "12");
	}

	@Test
	void guessThatIsRightComesTooLate() {
		fail(this.email, 5);
		assertLimited(this.attacker.post("login", this.email, Accounts.PASSWORD), "12");
		assertLimited(this.owner.post("login", this.email.toUpperCase(), Accounts.PASSWORD), "12");
	}

	@Test
	void ownerWhoIsShutOutIsStillSignedIn() {
		fail(this.email, 5);
		Login refreshed = this.owner.login(this.owner.refresh(this.login.refreshToken()));
		refreshed.get("/api/%s/tasks".formatted(refreshed.user().id())).expectStatus().isOk();
		changePassword(refreshed, Accounts.PASSWORD).expectStatus().isNoContent();
	}

	@Test
	void ownerOnAKnownDeviceIsNotShutOut() {
		String deviceToken = Accounts.deviceToken(this.owner.post("login", this.email, Accounts.PASSWORD));
		fail(this.email, 5);
		assertLimited(this.owner.post("login", this.email, Accounts.PASSWORD), "12");
		this.owner.logIn(this.email, Accounts.PASSWORD, deviceToken).expectStatus().isOk();
	}

	@Test
	void attackOnOneAccountLeavesOthersAlone() {
		fail(this.email, 5);
		String other = Accounts.newEmail();
		this.owner.signUp(other);
		this.attacker.post("login", other, Accounts.PASSWORD).expectStatus().isOk();
	}

	@Test
	void accountThatIsNotThereIsAnsweredLikeOneThatIs() {
		String nobody = Accounts.newEmail();
		fail(nobody, 5);
		assertLimited(this.attacker.post("login", nobody, WRONG), "12");
	}

	@Test
	void onePasswordCannotBeTriedOnAllAccounts() {
		for (int i = 0; i < 30; i++) {
			fail(Accounts.newEmail(), 1);
		}
		assertLimited(this.attacker.post("login", this.email, Accounts.PASSWORD), "2");
		this.owner.post("login", this.email, Accounts.PASSWORD).expectStatus().isOk();
	}

	@Test
	void ownAccountDoesNotBuyGuessesAtOthers() {
		for (int i = 0; i < 30; i++) {
			fail(Accounts.newEmail(), 1);
			if (i % 10 == 0) {
				this.attacker.post("login", this.email, Accounts.PASSWORD).expectStatus().isOk();
			}
		}
		assertLimited(this.attacker.post("login", this.email, Accounts.PASSWORD), "2");
	}

	@Test
	void currentPasswordCannotBeGuessedWithAStolenToken() {
		for (int i = 0; i < 5; i++) {
			Problems.assertProblem(changePassword(this.login, WRONG), HttpStatus.UNAUTHORIZED, "invalid_credentials");
		}
		assertLimited(changePassword(this.login, Accounts.PASSWORD), "12");
		this.owner.post("login", this.email, Accounts.PASSWORD).expectStatus().isOk();
	}

	@Test
	void accountsCannotBeMadeWithoutEnd() {
		for (int i = 0; i < 20; i++) {
			this.attacker.post("signup", Accounts.newEmail(), Accounts.PASSWORD).expectStatus().isCreated();
		}
		assertLimited(this.attacker.post("signup", Accounts.newEmail(), Accounts.PASSWORD), "180");
		this.owner.post("signup", Accounts.newEmail(), Accounts.PASSWORD).expectStatus().isCreated();
	}

	@Test
	void refreshTokensCannotBeTriedWithoutEnd() {
		String own = this.attacker.login(this.attacker.post("signup", Accounts.newEmail(), Accounts.PASSWORD))
			.refreshToken();
		for (int i = 0; i < 120; i++) {
			this.attacker.refresh(own).expectStatus().isOk();
		}
		assertLimited(this.attacker.refresh(own), "1");
		this.owner.refresh(this.login.refreshToken()).expectStatus().isOk();
	}

	@Test
	void junkRefreshTokensTakeNothingFromAnAddress() {
		for (int i = 0; i < 130; i++) {
			Problems.assertProblem(this.owner.refresh("guess" + i), HttpStatus.UNAUTHORIZED, "invalid_refresh_token");
		}
		this.owner.refresh(this.login.refreshToken()).expectStatus().isOk();
	}

	private void fail(String account, int times) {
		for (int i = 0; i < times; i++) {
			Problems.assertProblem(this.attacker.post("login", account, WRONG), HttpStatus.UNAUTHORIZED,
					"invalid_credentials");
		}
	}

	private static ResponseSpec changePassword(Login login, String current) {
		return login.user()
			.client()
			.post()
			.uri("/api/auth/password")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("current_password", current, "new_password", "Another-horse-2"))
			.exchange();
	}

	private static void assertLimited(ResponseSpec response, String seconds) {
		Problems.assertProblem(response, HttpStatus.TOO_MANY_REQUESTS, "rate_limited");
		response.expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, seconds);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class StandingClock {

		@Bean
		@Primary
		Clock standingClock() {
			return Clock.fixed(Instant.now(), ZoneOffset.UTC);
		}

	}

}
