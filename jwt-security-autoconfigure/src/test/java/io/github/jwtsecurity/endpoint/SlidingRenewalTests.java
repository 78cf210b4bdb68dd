package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the renewal of access tokens.
 */
class SlidingRenewalTests {

	private static final String[] ALWAYS = { "jwt-security.sessions.sliding.enabled=true",
			"jwt-security.sessions.sliding.threshold=25h", "jwt-security.sessions.revocation-grace=1h",
			"jwt-security.cookie.enabled=true" };

	private static final AtomicReference<Duration> LATER = new AtomicReference<>(Duration.ZERO);

	private static AccountApplication.Running application;

	private static JsonHttp http;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { Later.class, Cached.class }, ALWAYS);
		http = application.http();
	}

	@AfterEach
	void reset() {
		LATER.set(Duration.ZERO);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void requestWhenNearTheEndThenFreshTokenAndTheOldOneStaysValid() {
		Answer signedUp = signUp(http);
		aLittleLater();
		Answer answer = http.get("/api/" + signedUp.userId() + "/items", signedUp.bearer());
		assertThat(answer.status()).isEqualTo(200);
		String fresh = answer.header("X-Access-Token");
		assertThat(fresh).isNotEmpty().isNotEqualTo(signedUp.token());
		assertThat(answer.header("Set-Cookie")).isEmpty();
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(TestTokens.payload(fresh).path("sid")).isEqualTo(TestTokens.payload(signedUp.token()).path("sid"));
		assertThat(http.get("/api/auth/me", "Authorization", "Bearer " + fresh).status()).isEqualTo(200);
		assertThat(http.get("/api/auth/me", signedUp.bearer()).status()).isEqualTo(200);
	}

	@Test
	void requestWhenCookieThenFreshCookie() {
		Answer signedUp = signUp(http);
		aLittleLater();
		Answer answer = http.get("/api/auth/me", "Cookie", "__Host-access_token=" + signedUp.token());
		assertThat(answer.header("Set-Cookie")).startsWith("__Host-access_token=eyJ")
			.doesNotContain(signedUp.token())
			.endsWith("; Secure; HttpOnly; SameSite=Strict");
		assertThat(answer.header("X-Access-Token")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "DELETE /api/auth/sessions", "DELETE /api/%61uth/sessions",
			"DELETE /api/auth/sessions/{id}", "POST /api/auth/password" })
	void requestWhenItMayEndTheSessionThenNoFreshToken(String request) {
		Answer inBody = signUp(http);
		Answer inCookies = http.post("/api/auth/signup", credentials());
		String cookie = inCookies.header("Set-Cookie").replaceAll("^__Host-access_token=([^;]+);.*", "$1");
		aLittleLater();
		assertEndedWithoutFreshToken(send(request, inBody.token(), inBody.bearer()));
		assertEndedWithoutFreshToken(send(request, cookie, "Cookie", "__Host-access_token=" + cookie, "X-XSRF-TOKEN",
				inCookies.header("X-XSRF-TOKEN")));
	}

	private static Answer send(String request, String token, String... headers) {
		String[] line = request.replace("{id}", TestTokens.payload(token).path("sid").asString()).split(" ");
		String body = "{\"current_password\":\"Correct-horse-1\",\"new_password\":\"Another-horse-2\"}";
		return http.send(line[0], line[1], BodyPublishers.ofString(body),
				Stream.concat(Stream.of(headers), Stream.of("Content-Type", "application/json"))
					.toArray(String[]::new));
	}

	private static void assertEndedWithoutFreshToken(Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(204);
		assertThat(answer.header("X-Access-Token")).isEmpty();
		assertThat(answer.response().headers().allValues("Set-Cookie")).noneMatch((cookie) -> cookie.contains("=eyJ"))
			.extracting((cookie) -> cookie.substring(0, cookie.indexOf('=')))
			.doesNotHaveDuplicates();
	}

	@Test
	void requestWhenOwnHandlerChangesSomethingThenFreshToken() {
		Answer signedUp = signUp(http);
		aLittleLater();
		Answer answer = http.post("/changed", "{}", signedUp.bearer());
		assertThat(answer.text()).isEqualTo("x");
		assertThat(answer.header("X-Access-Token")).isNotEmpty();
	}

	/**
	 * The attacker has one access token. The owner continues to refresh, which keeps the
	 * session alive.
	 */
	@Test
	void requestWhenTokenIsStolenThenRenewedOnlyWithinTheLimit() {
		Answer owner = signUp(http);
		JsonNode issuedAt = TestTokens.payload(owner.token()).path("iat");
		assertThat(TestTokens.payload(owner.token()).path("auth_time")).isEqualTo(issuedAt);
		assertThat(TestTokens.payload(owner.token()).has("orig_iat")).isFalse();
		String stolen = owner.token();
		Answer refreshed = owner;
		for (int hour = 1; hour < 12; hour++) {
			later(Duration.ofHours(1));
			refreshed = refresh(refreshed);
			Answer answer = http.get("/api/auth/me", bearer(stolen));
			assertThat(answer.status()).isEqualTo(200);
			stolen = answer.header("X-Access-Token");
			assertThat(stolen).isNotEmpty();
			assertThat(TestTokens.payload(stolen).path("orig_iat")).isEqualTo(issuedAt);
			for (String token : List.of(stolen, refreshed.token())) {
				assertThat(TestTokens.payload(token).path("auth_time")).isEqualTo(issuedAt);
			}
		}
		later(Duration.ofHours(1));
		for (String[] headers : List.of(bearer(stolen), new String[] { "Cookie", "__Host-access_token=" + stolen })) {
			Answer answer = http.get("/api/auth/me", headers);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("X-Access-Token")).isEmpty();
			assertThat(answer.header("Set-Cookie")).isEmpty();
		}
		Answer again = refresh(refreshed);
		assertThat(TestTokens.payload(again.token()).has("orig_iat")).isFalse();
		later(Duration.ofHours(11));
		assertThat(http.get("/api/auth/me", again.bearer()).header("X-Access-Token")).isNotEmpty();
	}

	@Test
	void requestWhenLimitIsConfiguredThenUsed() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { Later.class },
				Stream.concat(Stream.of(ALWAYS), Stream.of("jwt-security.sessions.sliding.limit=2m"))
					.toArray(String[]::new))) {
			Answer signedUp = signUp(running.http());
			later(Duration.ofMinutes(1));
			assertThat(running.http().get("/api/auth/me", signedUp.bearer()).header("X-Access-Token")).isNotEmpty();
			later(Duration.ofMinutes(1));
			assertThat(running.http().get("/api/auth/me", signedUp.bearer()).header("X-Access-Token")).isEmpty();
		}
	}

	@Test
	void requestWhenTokenDoesNotTellWhenItWasFirstIssuedThenNothing() {
		Answer signedUp = signUp(http);
		Instant now = Instant.now().plus(LATER.get());
		Map<String, Object> claims = TestTokens.claims(signedUp.userId());
		claims.put("sid", TestTokens.payload(signedUp.token()).path("sid").asString());
		claims.put("iat", now.minusSeconds(1_800).getEpochSecond());
		claims.put("exp", now.plusSeconds(1_800).getEpochSecond());
		assertThat(http.get("/api/auth/me", bearer(TestTokens.sign(claims))).header("X-Access-Token")).isNotEmpty();
		for (Object unusable : List.of("yesterday", true, List.of(1),
				now.minus(Duration.ofHours(12)).getEpochSecond())) {
			claims.put("orig_iat", unusable);
			Answer answer = http.get("/api/auth/me", bearer(TestTokens.sign(claims)));
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("X-Access-Token")).isEmpty();
		}
	}

	@Test
	void requestWhenManyAtOnceThenAllAreServed() {
		Answer signedUp = signUp(http);
		aLittleLater();
		List<CompletableFuture<Answer>> answers = IntStream.range(0, 20)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> http.get("/api/auth/me", signedUp.bearer())))
			.toList();
		assertThat(answers).extracting(CompletableFuture::join)
			.allSatisfy((answer) -> assertThat(answer.status()).isEqualTo(200))
			.extracting((answer) -> answer.header("X-Access-Token"))
			.doesNotHaveDuplicates()
			.allSatisfy((fresh) -> assertThat(http.get("/api/auth/me", "Authorization", "Bearer " + fresh).status())
				.isEqualTo(200));
	}

	@Test
	void requestWhenFreshTokenWouldNotLiveLongerThenNothing() {
		Answer signedUp = signUp(http);
		aLittleEarlier();
		Answer answer = http.get("/api/auth/me", signedUp.bearer());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("X-Access-Token")).isEmpty();
	}

	@Test
	void requestWhenHandlerAllowsCachingThenOnlyWithoutAToken() {
		Answer signedUp = signUp(http);
		aLittleEarlier();
		assertThat(http.get("/cached", signedUp.bearer()).header("Cache-Control")).isEqualTo("max-age=60, public");
		aLittleLater();
		Answer answer = http.get("/cached", signedUp.bearer());
		assertThat(answer.header("X-Access-Token")).isNotEmpty();
		assertThat(answer.response().headers().allValues("Cache-Control")).containsExactly("no-store");
	}

	@Test
	void requestWhenThereIsNoSessionThenNothing() {
		AccessTokenIssuer issuer = application.context().getBean(AccessTokenIssuer.class);
		for (String token : List.of(TestTokens.validFor("alice"),
				issuer.issue("alice", "alice@example.com", Duration.ofMinutes(1)).getTokenValue(),
				issuer.issue(AccessTokenParameters.of("alice", "alice@example.com", Duration.ofMinutes(1))
					.withSessionId("session of the application")).getTokenValue())) {
			Answer answer = http.get("/api/alice/items", "Authorization", "Bearer " + token);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("X-Access-Token")).isEmpty();
		}
	}

	@Test
	void requestWhenSessionIsUnknownThenRefused() {
		String token = application.context()
			.getBean(AccessTokenIssuer.class)
			.issue(AccessTokenParameters.of("alice", "alice@example.com", Duration.ofMinutes(1))
				.withSessionId(UUID.randomUUID().toString()))
			.getTokenValue();
		http.get("/api/alice/items", "Authorization", "Bearer " + token).refused(401, "token_invalid");
	}

	@Test
	void requestWhenUserIsDisabledInTheTableThenNothing() {
		Answer signedUp = signUp(http);
		JdbcClient.create(application.context().getBean(javax.sql.DataSource.class))
			.sql("UPDATE jwt_security_user SET enabled = FALSE WHERE id = :id")
			.param("id", signedUp.userId())
			.update();
		Answer answer = http.get("/api/" + signedUp.userId() + "/items", signedUp.bearer());
		assertThat(answer.header("X-Access-Token")).isEmpty();
		assertThat(application.context().getBean(AccountRepository.class).findById(signedUp.userId())).isNotNull();
	}

	@Test
	void requestWhenAuthoritiesHaveChangedThenFreshTokenHasThoseOfNow() {
		Answer signedUp = signUp(http);
		application.context().getBean(AccountService.class).grant(signedUp.userId(), "notes", Client.UNKNOWN);
		aLittleLater();
		String granted = http.get("/api/auth/me", signedUp.bearer()).header("X-Access-Token");
		assertThat(TestTokens.payload(granted).path("scope").asString()).isEqualTo("notes");
		JdbcClient.create(application.context().getBean(javax.sql.DataSource.class))
			.sql("DELETE FROM jwt_security_authority WHERE user_id = :id")
			.param("id", signedUp.userId())
			.update();
		String without = http.get("/api/auth/me", signedUp.bearer()).header("X-Access-Token");
		assertThat(TestTokens.payload(without).has("scope")).isFalse();
	}

	@Test
	void requestWhenNotNearTheEndOrNotEnabledThenNothing() {
		for (String property : List.of("jwt-security.sessions.sliding.enabled=true",
				"jwt-security.sessions.sliding.threshold=25h")) {
			try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(), property)) {
				Answer signedUp = signUp(running.http());
				Answer answer = running.http().get("/api/auth/me", signedUp.bearer());
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.header("X-Access-Token")).isEmpty();
			}
		}
	}

	@Test
	void tokenThenNeverOutlivesTheSession() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.sessions.absolute-timeout=1h", "jwt-security.sessions.idle-timeout=1h")) {
			Answer signedUp = signUp(running.http());
			assertThat(signedUp.json().path("expires_in").asInt()).isBetween(3_500, 3_600);
			Answer refreshed = running.http()
				.post("/api/auth/refresh", Map.of("refresh_token", signedUp.refreshToken()));
			assertThat(refreshed.json().path("expires_in").asInt()).isBetween(3_500, 3_600);
		}
	}

	private static Answer signUp(JsonHttp to) {
		return to.post("/api/auth/signup",
				Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1", "delivery", "body"));
	}

	private static Map<String, String> credentials() {
		return Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1");
	}

	private static Answer refresh(Answer answer) {
		return http.post("/api/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	/**
	 * Moves the clock to a time at which a new token would not be valid for longer than
	 * the issued tokens.
	 */
	private static void aLittleEarlier() {
		later(Duration.ofSeconds(-20));
	}

	/**
	 * Moves the clock to a later time.
	 */
	private static void aLittleLater() {
		later(Duration.ofSeconds(25));
	}

	private static void later(Duration duration) {
		LATER.updateAndGet((later) -> later.plus(duration));
	}

	@Configuration(proxyBeanMethods = false)
	static class Later {

		@Bean
		Clock clock() {
			return new Clock() {

				@Override
				public Instant instant() {
					return Instant.now().plus(LATER.get());
				}

				@Override
				public ZoneId getZone() {
					return ZoneOffset.UTC;
				}

				@Override
				public Clock withZone(ZoneId zone) {
					throw new UnsupportedOperationException();
				}

			};
		}

	}

	@RestController
	static class Cached {

		@GetMapping("/cached")
		ResponseEntity<String> cached() {
			return ResponseEntity.ok().cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic()).body("x");
		}

		@PostMapping("/changed")
		String changed() {
			return "x";
		}

	}

}
