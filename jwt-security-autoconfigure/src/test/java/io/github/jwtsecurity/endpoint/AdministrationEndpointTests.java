package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDisabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountEnabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the endpoints with which administrators manage the accounts of others.
 */
@ExtendWith(OutputCaptureExtension.class)
class AdministrationEndpointTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String PROPERTY = "jwt-security.accounts.admin-authorities=";

	private static final String[] ISSUER = { "jwt-security.issuers.shop.issuer=https://shop.example",
			"jwt-security.issuers.shop.secret=another-" + TestTokens.SECRET,
			"jwt-security.issuers.shop.user-id-prefix=", "jwt-security.issuers.shop.authorities-claim=scope",
			"jwt-security.issuers.shop.authority-prefix=SCOPE_" };

	private static AccountApplication.Running application;

	private static JsonHttp http;

	private static Answer administrator;

	private String email;

	private Answer user;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(),
				Stream.concat(Stream.of(PROPERTY + "SCOPE_admin,ROLE_other", "jwt-security.audit.store=jdbc",
						"jwt-security.ownership.lookalikes=fail"), Stream.of(ISSUER))
					.toArray(String[]::new));
		http = application.http();
		administrator = newUser(application, "Admin@example.com", "admin");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void signUp() {
		this.email = UUID.randomUUID() + "@example.com";
		this.user = newUser(application, this.email);
		application.events().clear();
	}

	static Stream<Request> requests() {
		return Stream.of(new Request("GET", "/accounts?email=admin@example.com"), new Request("GET", "/accounts/{id}"),
				new Request("POST", "/accounts/{id}/disable"), new Request("POST", "/accounts/{id}/enable"),
				new Request("DELETE", "/accounts/{id}/sessions"), new Request("GET", "/accounts/{id}/audit"));
	}

	@ParameterizedTest
	@MethodSource("requests")
	void requestWhenNotAnAdministratorThenRefused(Request request) {
		String id = administrator.userId();
		send(request, id).refused(401, "token_missing");
		send(request, id, "Authorization", "Bearer x.y.z").refused(401, "token_invalid");
		send(request, id, this.user.bearer()).refused(403, "access_denied");
		send(request, UUID.randomUUID().toString(), this.user.bearer()).refused(403, "access_denied");
		Answer other = newUser(application, UUID.randomUUID() + "@example.com", "administrator", "Admin",
				"SCOPE_admin");
		send(request, id, other.bearer()).refused(403, "access_denied");
		assertThat(me(administrator).status()).isEqualTo(200);
	}

	/**
	 * The application may issue tokens for others than users, with any scope.
	 */
	@ParameterizedTest
	@MethodSource("requests")
	void requestWhenTokenHasTheAuthorityButNoAccountThenRefused(Request request) {
		send(request, administrator.userId(), "Authorization", "Bearer " + TestTokens.withScope("nobody", "admin"))
			.refused(401, "token_invalid");
	}

	@ParameterizedTest
	@MethodSource("requests")
	void requestWhenAuthorityIsOfAnotherIssuerThenRefused(Request request) {
		Map<String, Object> claims = TestTokens.claims(administrator.userId());
		claims.put("iss", "https://shop.example");
		claims.put("scope", "admin");
		String token = TestTokens.sign("{\"alg\":\"HS256\"}", new JsonMapper().writeValueAsString(claims),
				"another-" + TestTokens.SECRET);
		send(request, this.user.userId(), "Authorization", "Bearer " + token).refused(401, "token_invalid");
		assertThat(me(this.user).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("requests")
	void requestWhenAccountIsUnknownThenNotFound(Request request) {
		Request unknown = new Request(request.method(), request.path().replace("admin@example.com", "x@example.com"));
		for (String id : List.of(UUID.randomUUID().toString(), this.user.userId().toUpperCase(), "x%20", "me")) {
			send(unknown, id, administrator.bearer()).refused(404, "not_found");
		}
		assertThat(application.events()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("requests")
	void requestWhenAdministratorWasDisabledInTheTableThenRefused(Request request) {
		Answer other = newUser(application, UUID.randomUUID() + "@example.com", "admin");
		assertThat(send(new Request("GET", "/accounts/{id}"), this.user.userId(), other.bearer()).status())
			.isEqualTo(200);
		application.context()
			.getBean(JdbcClient.class)
			.sql("UPDATE jwt_security_user SET enabled = FALSE WHERE id = :id")
			.param("id", other.userId())
			.update();
		send(request, this.user.userId(), other.bearer()).refused(401, "token_invalid");
	}

	@Test
	void findThenAccountWithStateAndAuthorities() {
		application.context().getBean(AccountService.class).grant(this.user.userId(), "notes", Client.UNKNOWN);
		Answer byId = http.get("/api/auth/accounts/" + this.user.userId(), administrator.bearer());
		JsonNode account = byId.json();
		assertThat(byId.status()).isEqualTo(200);
		assertThat(byId.header("Cache-Control")).isEqualTo("no-store");
		this.user.json()
			.path("user")
			.forEachEntry((name, value) -> assertThat(account.path(name)).as(name).isEqualTo(value));
		assertThat(account.path("enabled").asBoolean()).isTrue();
		assertThat(account.path("authorities").valueStream().map(JsonNode::asString)).containsExactly("notes");
		assertThat(byId.text()).doesNotContain("password", "argon2");
	}

	@Test
	void findByEmailWhenAnySpellingThenFound() {
		for (String spelling : List.of(this.email, this.email.toUpperCase(), "%20" + this.email)) {
			assertThat(findByEmail(spelling).json().path("user_id").asString()).isEqualTo(this.user.userId());
		}
		findByEmail("x@example.com").refused(404, "not_found");
		findByEmail("no%20address").refused(404, "not_found");
		findByEmail("%27%20OR%201=1--@example.com").refused(404, "not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?email=", "?email=%20", "?other=x" })
	void findByEmailWhenNoEmailThenInvalid(String query) {
		Answer refused = http.get("/api/auth/accounts" + query, administrator.bearer()).refused(400, "invalid_request");
		assertThat(refused.json().path("errors").findValuesAsString("field")).containsExactly("email");
	}

	@Test
	void disableAndEnableThenAccountIsOutAndInAgain() {
		String path = "/accounts/" + this.user.userId();
		for (int i = 0; i < 2; i++) {
			assertThat(send(new Request("POST", path + "/disable"), "", administrator.bearer()).status())
				.isEqualTo(204);
		}
		me(this.user).refused(401, "token_invalid");
		logIn().refused(401, "invalid_credentials");
		assertThat(http.get("/api/auth" + path, administrator.bearer()).json().path("enabled").asBoolean()).isFalse();
		assertThat(findByEmail(this.email).status()).isEqualTo(200);
		for (int i = 0; i < 2; i++) {
			assertThat(send(new Request("POST", path + "/enable"), "", administrator.bearer()).status()).isEqualTo(204);
		}
		assertThat(logIn().status()).isEqualTo(200);
		me(this.user).refused(401, "token_invalid");
		List<JwtSecurityEvent> changes = new ArrayList<>(application.events());
		changes.removeIf((event) -> !(event instanceof AccountDisabled || event instanceof AccountEnabled
				|| event instanceof SessionEnded));
		assertThat(changes).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("AccountDisabled", "SessionEnded", "AccountEnabled");
		assertThat(changes).allSatisfy((event) -> {
			assertThat(event.userId()).isEqualTo(this.user.userId());
			assertThat(event.client().actorId()).isEqualTo(administrator.userId());
			assertThat(event.client().address()).isEqualTo("127.0.0.1");
		});
	}

	@Test
	void disableWhenOwnAccountThenRefused() {
		send(new Request("POST", "/accounts/{id}/disable"), administrator.userId(), administrator.bearer()).refused(403,
				"access_denied");
		assertThat(me(administrator).status()).isEqualTo(200);
		assertThat(application.events()).isEmpty();
	}

	@Test
	void endSessionsThenUserIsOutAndAdministratorIsTold() {
		assertThat(send(new Request("DELETE", "/accounts/{id}/sessions"), this.user.userId(), administrator.bearer())
			.status()).isEqualTo(204);
		me(this.user).refused(401, "token_invalid");
		assertThat(application.events()).first().satisfies((event) -> {
			assertThat(event).isInstanceOf(SessionEnded.class);
			assertThat(event.reason()).isEqualTo(SessionEnded.Reason.REVOKED);
			assertThat(event.client().actorId()).isEqualTo(administrator.userId());
		});
		assertThat(me(administrator).status()).isEqualTo(200);
		assertThat(logIn().status()).isEqualTo(200);
	}

	@Test
	void auditThenRecordsWithActorInPages(CapturedOutput output) {
		send(new Request("POST", "/accounts/{id}/disable"), this.user.userId(), administrator.bearer());
		String path = "/api/auth/accounts/" + this.user.userId() + "/audit";
		Awaitility.await().untilAsserted(() -> assertThat(audit(path)).hasSize(3));
		List<JsonNode> records = audit(path);
		assertThat(records).extracting((one) -> one.path("event").asString())
			.containsExactlyInAnyOrder("AccountDisabled", "SessionEnded", "SignedUp");
		assertThat(records).extracting((one) -> Instant.parse(one.path("time").asString()))
			.isSortedAccordingTo(Comparator.reverseOrder());
		assertThat(records).allSatisfy((one) -> assertThat(one.path("actor_id").asString(""))
			.isEqualTo(one.path("event").asString().equals("SignedUp") ? "" : administrator.userId()));
		assertThat(audit(path + "?limit=1")).containsExactly(records.get(0));
		assertThat(audit(path + "?limit=2&before=" + records.get(0).path("id").asString()))
			.containsExactly(records.get(1), records.get(2));
		assertThat(audit(path + "?before=" + records.get(2).path("id").asString())).isEmpty();
		assertThat(audit(path + "?before=x")).isEmpty();
		assertThat(output).contains("actor_id=" + administrator.userId());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "201", "-1", "", "x", "1.5", "99999999999", "+1", "01" })
	void auditWhenLimitIsInvalidThenRefused(String limit) {
		Answer refused = http
			.get("/api/auth/accounts/" + this.user.userId() + "/audit?limit=" + limit, administrator.bearer())
			.refused(400, "invalid_request");
		assertThat(refused.json().path("errors").findValuesAsString("field")).containsExactly("limit");
	}

	/**
	 * An application without the property does not know the paths. A user with the
	 * authority of the documentation is a user like any other.
	 */
	@Test
	void requestWhenNotConfiguredThenAsAnyUnknownPath() {
		try (AccountApplication.Running other = AccountApplication.start(TestDatabase.h2(), PROPERTY)) {
			Answer admin = newUser(other, "admin@example.com", "admin");
			String unknown = other.http().get("/api/auth/unknown", admin.bearer()).text();
			assertThat(unknown).contains("NoResourceFoundException");
			requests().forEach((request) -> {
				send(other.http(), request, admin.userId()).refused(401, "token_missing");
				assertThat(send(other.http(), request, admin.userId(), admin.bearer()).text()).isEqualTo(unknown);
			});
		}
	}

	@Test
	void auditWhenNotStoredThenNotFound() {
		try (AccountApplication.Running other = AccountApplication.start(TestDatabase.h2(), PROPERTY + "SCOPE_admin")) {
			Answer admin = newUser(other, "admin@example.com", "admin");
			String path = "/api/auth/accounts/" + admin.userId();
			assertThat(other.http().get(path, admin.bearer()).status()).isEqualTo(200);
			other.http().get(path + "/audit", admin.bearer()).refused(404, "not_found");
		}
	}

	@Test
	void requestWhenCookieThenNeedsTheCsrfToken() {
		try (AccountApplication.Running other = AccountApplication.start(TestDatabase.h2(), PROPERTY + "SCOPE_admin",
				"jwt-security.cookie.enabled=true")) {
			Answer admin = newUser(other, "admin@example.com", "admin");
			Answer victim = newUser(other, "alice@example.com");
			Request disable = new Request("POST", "/accounts/{id}/disable");
			String cookie = "__Host-access_token=" + admin.token();
			send(other.http(), disable, victim.userId(), "Cookie", cookie).refused(403, "csrf");
			send(other.http(), disable, victim.userId(), "Cookie", cookie, "Sec-Fetch-Site", "cross-site").refused(403,
					"csrf");
			assertThat(send(other.http(), disable, victim.userId(), admin.bearer()).status()).isEqualTo(204);
		}
	}

	@Test
	void startWhenAuthorityIsBlankThenFails() {
		assertThatThrownBy(() -> AccountApplication.start(TestDatabase.h2(), PROPERTY + "SCOPE_admin, ,x")).rootCause()
			.hasMessageContaining("jwt-security.accounts.admin-authorities must not have blank values");
	}

	private Answer logIn() {
		return http.post("/api/auth/login", Map.of("email", this.email, "password", PASSWORD));
	}

	private static Answer me(Answer user) {
		return http.get("/api/auth/me", user.bearer());
	}

	private static Answer findByEmail(String email) {
		return http.get("/api/auth/accounts?email=" + email, administrator.bearer());
	}

	private static List<JsonNode> audit(String path) {
		return http.get(path, administrator.bearer()).json().path("records").valueStream().toList();
	}

	private static Answer send(Request request, String id, String... headers) {
		return send(http, request, id, headers);
	}

	private static Answer send(JsonHttp to, Request request, String id, String... headers) {
		return to.send(request.method(), "/api/auth" + request.path().replace("{id}", id), BodyPublishers.noBody(),
				headers);
	}

	private static Answer newUser(AccountApplication.Running running, String email, String... authorities) {
		Map<String, String> credentials = Map.of("email", email, "password", PASSWORD, "delivery", "body");
		Answer signedUp = running.http().post("/api/auth/signup", credentials);
		for (String authority : authorities) {
			running.context().getBean(AccountService.class).grant(signedUp.userId(), authority, Client.UNKNOWN);
		}
		return (authorities.length > 0) ? running.http().post("/api/auth/login", credentials) : signedUp;
	}

	/**
	 * A request for an account.
	 *
	 * @param method the method
	 * @param path the path, with {@code {id}} for the account
	 */
	record Request(String method, String path) {
	}

}
