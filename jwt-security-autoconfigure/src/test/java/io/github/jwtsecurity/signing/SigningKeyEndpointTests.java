package io.github.jwtsecurity.signing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.endpoint.AccountApplication;
import io.github.jwtsecurity.endpoint.AllAutoConfigurations;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SigningKeyEndpoint} over HTTP, on two instances with one database.
 */
@ExtendWith(OutputCaptureExtension.class)
class SigningKeyEndpointTests {

	private static final String PATH = "/actuator/jwtsecuritykeys";

	private static final String ENCRYPTION_SECRET = "encryption-" + TestTokens.SECRET;

	private static final String PREVIOUS_ENCRYPTION_SECRET = "previous-encryption-" + TestTokens.SECRET;

	private static final Map<String, String> CREDENTIALS = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	private static final String[] OPERATOR = { "Authorization",
			"Bearer " + TestTokens.withScope("operator", "actuator") };

	private static AccountApplication.Running one;

	private static AccountApplication.Running other;

	private static String userId;

	@BeforeAll
	static void start() {
		TestDatabase database = TestDatabase.h2();
		one = start(database);
		other = start(database);
		userId = one.http().post("/api/auth/signup", CREDENTIALS).userId();
	}

	private static AccountApplication.Running start(TestDatabase database) {
		return AccountApplication.start(database, new Class<?>[] { AllAutoConfigurations.class },
				"jwt-security.secret=", "jwt-security.signing.store=jdbc",
				"jwt-security.signing.encryption-secret=" + ENCRYPTION_SECRET,
				"jwt-security.signing.previous-encryption-secrets=" + PREVIOUS_ENCRYPTION_SECRET,
				"jwt-security.previous-secrets=" + TestTokens.SECRET,
				"jwt-security.web.actuator-authorities=SCOPE_actuator", "management.endpoints.web.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always");
	}

	@AfterAll
	static void stop() {
		one.close();
		other.close();
	}

	@Test
	void getThenListsTheKeys() {
		Answer answer = one.http().get(PATH, OPERATOR);
		assertThat(answer.status()).isEqualTo(200);
		JsonNode key = answer.json().at("/keys/0");
		assertThat(answer.json().path("keys").size()).isOne();
		assertThat(key.propertyNames()).containsExactly("keyId", "algorithm", "createdAt", "signsFrom");
		assertThat(key.path("keyId").asString()).isEqualTo(kid(logIn(one)));
		assertThat(key.path("algorithm").asString()).isEqualTo("EdDSA");
		assertThat(key.path("createdAt").asString()).isEqualTo(key.path("signsFrom").asString());
	}

	@Test
	void postThenKeysAreReplacedOnBothInstancesAndSessionsContinue() {
		Answer before = logIn(one);
		assertThat(items(one, before)).isEqualTo(200);
		assertThat(items(other, before)).isEqualTo(200);
		Answer replaced = one.http().post(PATH, "{}", OPERATOR);
		assertThat(replaced.status()).isEqualTo(200);
		String keyId = replaced.json().path("keyId").asString();
		assertThat(keyId).isNotEqualTo(kid(before));
		assertThat(items(one, before)).isEqualTo(401);
		Answer after = logIn(one);
		assertThat(kid(after)).isEqualTo(keyId);
		Awaitility.await().untilAsserted(() -> {
			assertThat(items(other, before)).isEqualTo(401);
			assertThat(items(other, after)).isEqualTo(200);
		});
		Answer refreshed = other.http().post("/api/auth/refresh", Map.of("refresh_token", before.refreshToken()));
		assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
		assertThat(kid(refreshed)).isEqualTo(keyId);
		assertThat(one.http().get(PATH, OPERATOR).json().path("keys").size()).isOne();
	}

	/**
	 * Tokens with unknown keys, which anybody can send, do not delay this.
	 */
	@Test
	void postThenTheOtherInstanceAcceptsNewTokensAtOnce() {
		for (int i = 0; i < 3; i++) {
			assertThat(one.http().post(PATH, "{}", OPERATOR).status()).isEqualTo(200);
			Answer after = logIn(one);
			assertThat(other.http().get("/api/x/items", "Authorization", "Bearer " + unknownKey()).status())
				.isEqualTo(401);
			assertThat(items(other, after)).isEqualTo(200);
		}
	}

	@Test
	void requestWhenNoAuthorityThenRefusedAndNothingChanges() {
		Answer session = logIn(one);
		one.http().get(PATH).refused(401, "token_missing");
		one.http().post(PATH, "{}").refused(401, "token_missing");
		one.http().get(PATH, session.bearer()).refused(403, "access_denied");
		one.http().post(PATH, "{}", session.bearer()).refused(403, "access_denied");
		assertThat(kid(logIn(one))).isEqualTo(kid(session));
	}

	@Test
	void requestWhenAnyEndpointThenNoKeyAndNoSecret(CapturedOutput output) {
		logIn(one);
		one.http().post(PATH, "{}", OPERATOR);
		RotatingKeys keys = one.context().getBean(RotatingKeys.class);
		JWK pair = keys.keys().keys().get(0).pair();
		List<String> secrets = List.of(pair.toOctetKeyPair().getD().toString(), keys.keys().newest().encryptedKey(),
				ENCRYPTION_SECRET, PREVIOUS_ENCRYPTION_SECRET, TestTokens.SECRET);
		List<String> bodies = Stream
			.of(PATH, "/actuator/env", "/actuator/configprops", "/actuator/beans", "/actuator/conditions",
					"/actuator/jwtsecurity", "/actuator/health", "/actuator/scheduledtasks", "/.well-known/jwks.json",
					"/actuator/env/jwt-security.signing.encryption-secret")
			.map((path) -> {
				Answer answer = one.http().get(path, OPERATOR);
				assertThat(answer.status()).as(path).isEqualTo(200);
				return answer.text();
			})
			.toList();
		for (String secret : secrets) {
			assertThat(bodies).noneMatch((body) -> body.contains(secret));
			assertThat(output.getAll()).doesNotContain(secret);
		}
		assertThat(output).contains("All signing keys were replaced by");
	}

	private static Answer logIn(AccountApplication.Running instance) {
		return instance.http().post("/api/auth/login", CREDENTIALS);
	}

	private static int items(AccountApplication.Running instance, Answer session) {
		return instance.http().get("/api/" + userId + "/items", session.bearer()).status();
	}

	/**
	 * Returns a token whose key nobody has.
	 */
	private static String unknownKey() {
		return TestTokens.encode("{\"alg\":\"EdDSA\",\"kid\":\"unknown\"}") + "." + TestTokens.encode("{}") + "."
				+ TestTokens.encode("x".repeat(64));
	}

	private static String kid(Answer answer) {
		return TestTokens.header(answer.token()).path("kid").asString();
	}

}
