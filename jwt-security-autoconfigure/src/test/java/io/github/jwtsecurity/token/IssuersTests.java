package io.github.jwtsecurity.token;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that accepts tokens of several issuers.
 */
@ExtendWith(OutputCaptureExtension.class)
class IssuersTests {

	private static final List<String> NAMES = IssuersApplication.NAMES;

	private static final List<String> FURTHER = NAMES.subList(1, NAMES.size());

	private static IssuersApplication application;

	@BeforeAll
	static void start() {
		application = IssuersApplication.startWithActuator();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void getWhenUserOfAnIssuerThenOnlyThePathOfThatUser(String name) {
		String token = application.token(name, "alice");
		for (String other : NAMES) {
			Answer answer = application.get("/api/" + IssuersApplication.userId(other, "alice") + "/items", token);
			if (other.equals(name)) {
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.text()).isEqualTo("of " + IssuersApplication.userId(name, "alice"));
			}
			else {
				answer.refused(403, "not_owner");
				assertThat(application.events()).last()
					.isInstanceOf(JwtSecurityEvent.OwnershipMismatch.class)
					.extracting(JwtSecurityEvent::userId)
					.isEqualTo(IssuersApplication.userId(name, "alice"));
			}
		}
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void getThenIdWithPrefixIsTheNameAndTheCurrentUserId(String name) {
		for (Object user : List.of("alice", 42)) {
			JsonNode who = application.get("/who", application.token(name, user)).json();
			String userId = IssuersApplication.userId(name, user.toString());
			assertThat(who.path("userId").asString()).isEqualTo(userId);
			assertThat(who.path("name").asString()).isEqualTo(userId);
		}
	}

	@Test
	void getWhenOwnPathIsOfAnotherUserThenAuditTrailHasThePrefix(CapturedOutput output) {
		application.get("/api/bob/items", application.token("shop", "audited")).refused(403, "not_owner");
		assertThat(output.getAll().lines().filter((line) -> line.contains("OwnershipMismatch"))).singleElement()
			.asString()
			.contains("user_id=shop:audited");
	}

	@Test
	void getWhenScopeOfAnotherIssuerThenNoAuthorityOfThisService() {
		for (String scope : List.of("admin", "actuator", "SCOPE_admin", "SCOPE_actuator")) {
			assertThat(authorities("shop", scope)).containsExactly("FACTOR_BEARER");
			assertThat(authorities("twin", scope)).containsExactly("FACTOR_BEARER");
			assertThat(authorities("partner", scope)).containsExactly("PARTNER_" + scope, "FACTOR_BEARER");
			for (String name : FURTHER) {
				String token = application.token(name, "scope", scope);
				application.get("/api/bob/items", token).refused(403, "not_owner");
				assertThat(application.get("/actuator/env", token).status()).isEqualTo(403);
			}
		}
		String home = application.token("home", "scope", "admin actuator");
		assertThat(application.get("/api/bob/items", home).status()).isEqualTo(200);
		assertThat(application.get("/actuator/env", home).status()).isEqualTo(200);
	}

	private static List<String> authorities(String name, String scope) {
		return application.get("/who", application.token(name, "scope", scope))
			.json()
			.path("authorities")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
	}

	@ParameterizedTest
	@FieldSource("FURTHER")
	void accountEndpointsWhenTokenOfAnotherIssuerThenNoAccount(String name) {
		assertThatAccountIsRefused(application, application.token(name, "alice"));
	}

	@Test
	void accountEndpointsWhenIdIsThatOfAnAccountThenNoAccount() {
		try (IssuersApplication empty = IssuersApplication.start("jwt-security.issuers.twin.user-id-prefix=")) {
			Answer signedUp = empty.signUp();
			String token = empty.token("twin", signedUp.userId());
			assertThat(empty.get("/api/" + signedUp.userId() + "/items", token).status()).isEqualTo(200);
			assertThatAccountIsRefused(empty, token);
			assertThat(empty.get("/api/auth/me", signedUp.token()).status()).isEqualTo(200);
			assertThat(empty.get("/api/auth/sessions", signedUp.token()).json().path("sessions").size()).isOne();
		}
	}

	private static void assertThatAccountIsRefused(IssuersApplication application, String token) {
		String[] bearer = { "Authorization", "Bearer " + token };
		application.http().get("/api/auth/me", bearer).refused(401, "token_invalid");
		application.http().get("/api/auth/sessions", bearer).refused(401, "token_invalid");
		application.http()
			.send("DELETE", "/api/auth/sessions", BodyPublishers.noBody(), bearer)
			.refused(401, "token_invalid");
		application.http()
			.send("DELETE", "/api/auth/sessions/1", BodyPublishers.noBody(), bearer)
			.refused(401, "token_invalid");
		application.http()
			.post("/api/auth/password",
					Map.of("current_password", "Correct-horse-1", "new_password", "Correct-horse-2"), bearer)
			.refused(401, "token_invalid");
		application.http().post("/api/auth/logout", Map.of(), bearer).refused(401, "token_invalid");
		assertThat(application.events()).last().extracting(JwtSecurityEvent::reason).isEqualTo("NO_ACCOUNT");
	}

	@Test
	void startThenNothingIsFetchedAndTheReportHasEachIssuer(CapturedOutput output) {
		try (IssuersApplication started = IssuersApplication
			.startWithActuator("jwt-security.issuers.legacy.user-id-prefix=")) {
			assertThat(started.shop.fetches()).isZero();
			assertThat(started.twin.fetches()).isZero();
			assertThat(output.getAll()).contains("Tokens are verified by secret",
					"Tokens of the issuer 'shop' are verified by jwk-set", "issuer https://shop.example",
					"audiences [tasks]", "Tokens of the issuer 'partner' are verified by public-key",
					"jwt-security.issuers.legacy.user-id-prefix is empty");
			assertThat(output.getAll()).doesNotContain("issuers.shop.user-id-prefix is empty");
			JsonNode keys = started.get("/actuator/jwtsecurity", started.token("home", "scope", "actuator"))
				.json()
				.path("keys");
			assertThat(keys.path("source").asString()).isEqualTo("secret");
			assertThat(keys.path("issuers").valueStream().map((issuer) -> issuer.path("name").asString()))
				.containsExactly("legacy", "partner", "shop", "twin");
			assertThat(keys.path("issuers").get(2).propertyNames()).containsExactly("name", "source", "issuer",
					"audiences", "userIdPrefix", "algorithms", "keyIds");
		}
	}

	@Test
	void getWhenOneIssuerIsDownThenTheOthersAreNotAffected() {
		try (IssuersApplication started = IssuersApplication.startWithActuator()) {
			started.shop.down();
			for (int i = 0; i < 3; i++) {
				started.get("/who", started.token("shop", "alice")).refused(503, "keys_unavailable");
				for (String name : List.of("home", "twin", "partner", "legacy")) {
					assertThat(started.get("/who", started.token(name, "alice")).status()).as(name).isEqualTo(200);
				}
			}
			Answer health = started.http().get("/actuator/health");
			assertThat(health.status()).isEqualTo(200);
			JsonNode details = health.json().path("components").path("jwtSecurityKeys").path("details");
			assertThat(details.propertyNames()).containsExactlyInAnyOrder("shop", "twin");
			assertThat(details.path("shop").path("status").asString()).isEqualTo("DOWN");
			assertThat(details.path("shop").has("lastFailure")).isTrue();
			assertThat(details.path("shop").has("keys")).isFalse();
			assertThat(details.path("twin").path("status").asString()).isEqualTo("UP");
			assertThat(details.path("twin").path("keys").asInt()).isOne();
			assertThat(details.path("twin").has("lastFailure")).isFalse();
			assertThat(usable(started, "shop")).isZero();
			assertThat(usable(started, "twin")).isOne();
			assertThat(started.bean(MeterRegistry.class).get("jwtsecurity.keys.age").timeGauges())
				.extracting((meter) -> meter.getId().getTag("issuer"))
				.containsExactlyInAnyOrder("shop", "twin");
		}
	}

	private static double usable(IssuersApplication application, String name) {
		return application.bean(MeterRegistry.class).get("jwtsecurity.keys.usable").tag("issuer", name).gauge().value();
	}

	@Test
	void healthWhenAnIssuerHangsThenDoesNotWait() {
		try (IssuersApplication started = IssuersApplication
			.startWithActuator("jwt-security.jwk-set.read-timeout=1m")) {
			CountDownLatch hanging = started.shop.hold();
			Answer health = started.http().get("/actuator/health");
			assertThat(health.status()).isEqualTo(200);
			assertThat(hanging.getCount()).isOne();
			assertThat(health.json()
				.path("components")
				.path("jwtSecurityKeys")
				.path("details")
				.path("shop")
				.path("status")
				.asString()).isEqualTo("DOWN");
			hanging.countDown();
			assertThat(started.get("/who", started.token("shop", "alice")).status()).isEqualTo(200);
			assertThat(started.shop.fetches()).isOne();
		}
	}

}
