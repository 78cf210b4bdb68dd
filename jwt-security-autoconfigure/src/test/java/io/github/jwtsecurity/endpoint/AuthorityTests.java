package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityGranted;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityRevoked;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the authorities of accounts in tokens, and for the rules that use them.
 */
class AuthorityTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static AccountApplication.Running application;

	private static JsonHttp http;

	private static AccountService accounts;

	private String email;

	private Answer signedUp;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { AllAutoConfigurations.class },
				"jwt-security.ownership.bypass-authorities=SCOPE_support",
				"jwt-security.web.actuator-authorities=SCOPE_operations",
				"management.endpoints.web.exposure.include=health,info");
		http = application.http();
		accounts = application.context().getBean(AccountService.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void signUp() {
		this.email = UUID.randomUUID() + "@example.com";
		application.events().clear();
		this.signedUp = http.post("/api/auth/signup", Map.of("email", this.email, "password", PASSWORD));
	}

	@Test
	void logInThenScopeOfTheAccountOnly() {
		assertThat(TestTokens.payload(this.signedUp.token()).has("scope")).isFalse();
		grant("notes:write");
		grant("admin");
		assertThat(scope(logIn())).isEqualTo("admin notes:write");
		Answer other = http.post("/api/auth/signup",
				Map.of("email", UUID.randomUUID() + "@example.com", "password", PASSWORD));
		assertThat(TestTokens.payload(other.token()).has("scope")).isFalse();
	}

	@Test
	void refreshThenScopeOfNow() {
		grant("notes");
		Answer refreshed = http.post("/api/auth/refresh", Map.of("refresh_token", this.signedUp.refreshToken()));
		assertThat(scope(refreshed)).isEqualTo("notes");
	}

	@Test
	void revokeThenTokensWithTheAuthorityAreRefusedAtOnce() {
		grant("support");
		Answer first = logIn();
		Answer second = logIn();
		assertThat(http.get("/api/somebody/items", first.bearer()).status()).isEqualTo(200);
		assertThat(accounts.revoke(this.signedUp.userId(), "support", Client.UNKNOWN)).isTrue();
		for (Answer before : List.of(this.signedUp, first, second)) {
			http.get("/api/auth/me", before.bearer()).refused(401, "token_invalid");
			http.post("/api/auth/refresh", Map.of("refresh_token", before.refreshToken()))
				.refused(401, "invalid_refresh_token");
		}
		Answer after = logIn();
		assertThat(TestTokens.payload(after.token()).has("scope")).isFalse();
		http.get("/api/somebody/items", after.bearer()).refused(403, "not_owner");
		assertThat(application.events()).filteredOn((event) -> !(event instanceof TokenRefused))
			.extracting(Object::getClass)
			.startsWith(SignedUp.class, AuthorityGranted.class, LoggedIn.class, LoggedIn.class, AuthorityRevoked.class,
					SessionsEnded.class, LoggedIn.class);
		assertThat(application.events()).filteredOn(SessionsEnded.class::isInstance)
			.extracting(JwtSecurityEvent::reason)
			.containsExactly(SessionEnded.Reason.AUTHORITY_REVOKED);
	}

	@Test
	void requestWhenBypassAuthorityIsGrantedThenActsForAnybody() {
		http.get("/api/somebody/items", this.signedUp.bearer()).refused(403, "not_owner");
		grant("support");
		http.get("/api/somebody/items", this.signedUp.bearer()).refused(403, "not_owner");
		assertThat(http.get("/api/somebody/items", logIn().bearer()).text()).isEqualTo("of somebody");
	}

	@Test
	void requestWhenActuatorAuthorityIsGrantedThenSeesEndpoints() {
		http.get("/actuator/info", this.signedUp.bearer()).refused(403, "access_denied");
		grant("operations");
		assertThat(http.get("/actuator/info", logIn().bearer()).status()).isEqualTo(200);
	}

	/**
	 * No member of a request becomes an authority.
	 */
	@Test
	void signUpWhenBodyNamesAuthoritiesThenIgnored() {
		Map<String, Object> body = Map.of("email", UUID.randomUUID() + "@example.com", "password", PASSWORD, "scope",
				"admin", "authorities", List.of("admin"));
		Answer answer = http.post("/api/auth/signup", body);
		assertThat(TestTokens.payload(answer.token()).has("scope")).isFalse();
		assertThat(accounts.authoritiesOf(answer.userId())).isEmpty();
		assertThat(scope(http.post("/api/auth/login", body))).isEmpty();
	}

	@Test
	void logInWhenAuthoritiesCannotBeReadThenOverloadedWithoutTokens() {
		try (AccountApplication.Running broken = AccountApplication.start(TestDatabase.h2())) {
			Map<String, String> credentials = Map.of("email", this.email, "password", PASSWORD);
			Answer user = broken.http().post("/api/auth/signup", credentials);
			broken.context().getBean(JdbcClient.class).sql("DROP TABLE jwt_security_authority").update();
			broken.http().post("/api/auth/login", credentials).refused(503, "overloaded");
			broken.http()
				.post("/api/auth/refresh", Map.of("refresh_token", user.refreshToken()))
				.refused(503, "overloaded");
			assertThat(broken.http()
				.send("GET", "/api/" + user.userId() + "/items", BodyPublishers.noBody(), user.bearer())
				.status()).isEqualTo(200);
		}
	}

	private void grant(String authority) {
		assertThat(accounts.grant(this.signedUp.userId(), authority, Client.UNKNOWN)).isTrue();
	}

	private Answer logIn() {
		return http.post("/api/auth/login", Map.of("email", this.email, "password", PASSWORD));
	}

	private static String scope(Answer answer) {
		return TestTokens.payload(answer.token()).path("scope").asString("");
	}

}
