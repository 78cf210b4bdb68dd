package io.github.jwtsecurity.token;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for attacks by an issuer that is trusted for its own users, and by others, on the
 * users of another issuer.
 */
@ExtendWith(OutputCaptureExtension.class)
class IssuerAttackTests {

	private static final List<String> NAMES = IssuersApplication.NAMES;

	private static final List<String> FURTHER = NAMES.subList(1, NAMES.size());

	private static final JsonMapper MAPPER = new JsonMapper();

	private static IssuersApplication application;

	@BeforeAll
	static void start() {
		application = IssuersApplication.start();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void getWhenIssuerNamesAnotherOneThenRefused(String name) {
		for (String other : NAMES) {
			String token = application.sign(name, IssuersApplication.claims(other, "alice"));
			if (other.equals(name)) {
				assertThat(application.get("/who", token).status()).isEqualTo(200);
			}
			else {
				assertThat(application.refusal(token))
					.isEqualTo((isSymmetric(name) == isSymmetric(other)) ? "SIGNATURE" : "ALGORITHM");
			}
		}
	}

	@Test
	void getWhenTwoSetsHaveTheSameKidThenOnlyTheKeyOfTheIssuer() {
		assertThat(application.key("shop").getKeyID()).isEqualTo(application.key("twin").getKeyID());
		assertThat(userId(application.token("shop", "alice"))).isEqualTo("shop:alice");
		assertThat(userId(application.token("twin", "alice"))).isEqualTo("twin:alice");
		assertThat(application.refusal(application.sign("shop", IssuersApplication.claims("twin", "alice"))))
			.isEqualTo("SIGNATURE");
		assertThat(application.refusal(application.sign("twin", IssuersApplication.claims("shop", "alice"))))
			.isEqualTo("SIGNATURE");
	}

	@Test
	void getWhenKidIsThatOfAnotherIssuerThenRefused() {
		Map<String, Object> claims = IssuersApplication.claims("shop", "alice");
		for (String name : List.of("home", "partner")) {
			assertThat(application
				.refusal(SigningKeys.token(application.key("shop"), "EdDSA", application.key(name).getKeyID(), claims)))
				.isEqualTo("SIGNATURE");
		}
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void getWhenUserIdBeginsWithThePrefixOfAnotherIssuerThenNotThatUser(String name) {
		for (String other : FURTHER) {
			String victim = IssuersApplication.userId(other, "alice");
			String token = application.token(name, victim);
			if (name.equals("home")) {
				assertThat(application.refusal(token)).isEqualTo("CLAIM");
			}
			else {
				assertThat(userId(token)).isEqualTo(IssuersApplication.userId(name, victim));
				application.get("/api/" + victim + "/items", token).refused(403, "not_owner");
			}
		}
	}

	@Test
	void getWhenPrefixIsEmptyThenNoUserOfAnotherIssuerWithPrefix() {
		try (IssuersApplication empty = IssuersApplication.start("jwt-security.issuers.twin.user-id-prefix=")) {
			for (String victim : List.of("shop:alice", "shop:", "partner:1", "legacy-alice")) {
				assertThat(empty.refusal(empty.token("twin", victim))).isEqualTo("CLAIM");
			}
			assertThat(empty.get("/who", empty.token("twin", "Shop:alice")).status()).isEqualTo(200);
		}
	}

	@Test
	void getWhenUserIdIsEmptyOrNoTextThenNotTheUserWithThePrefixAsId() {
		for (Object user : List.of("", " ", "\n", 1.5, true, List.of("alice"), Map.of("a", "b"))) {
			for (String name : FURTHER) {
				assertThat(application.refusal(application.token(name, user))).isEqualTo("CLAIM");
			}
		}
		assertThat(application.refusal(application.token("shop", "sub", null))).isEqualTo("CLAIM");
	}

	@ParameterizedTest
	@MethodSource
	void getWhenIssuerIsAlmostTheRightOneThenRefused(Object issuer) {
		assertThat(application.refusal(application.token("shop", "iss", issuer))).isEqualTo("ISSUER");
	}

	static Stream<Object> getWhenIssuerIsAlmostTheRightOneThenRefused() {
		return Stream.of("https://shop.example/", "https://SHOP.example", "HTTPS://shop.example", "http://shop.example",
				" https://shop.example", "https://shop.example ", "https://shop.example\n",
				"https://shop.example\u0000", "https://shop.example:443", "https://shop.example?",
				"https://shop.example#", "https://\u0455hop.example", "https://shop.example\u200b", "shop", "", " ",
				"home", List.of("https://shop.example"), List.of("https://shop.example", "https://twin.example"),
				List.of(), 1, 1.5, true, Map.of("iss", "https://shop.example"), "\ud800");
	}

	@Test
	void getWhenIssuerIsNullOrMissingThenOnlyTheHomeIssuer() {
		for (String name : FURTHER) {
			String expected = name.equals("legacy") ? "SIGNATURE" : "ALGORITHM";
			assertThat(application.refusal(application.token(name, "iss", null))).isEqualTo(expected);
			Map<String, Object> claims = IssuersApplication.claims(name, "alice");
			claims.put("iss", null);
			assertThat(application.refusal(application.sign(name, claims))).isEqualTo(expected);
		}
		Map<String, Object> home = IssuersApplication.claims("home", "alice");
		home.put("iss", null);
		assertThat(userId(application.sign("home", home))).isEqualTo("alice");
	}

	@Test
	void getWhenIssuerIsThereTwiceThenMalformed() {
		for (String duplicate : List.of("\"iss\":\"partner\",\"iss\":\"legacy\"",
				"\"iss\":\"legacy\",\"iss\":\"legacy\"", "\"iss\":\"legacy\",\"\\u0069ss\":\"partner\"",
				"\"iss\":null,\"iss\":\"legacy\"")) {
			String claims = MAPPER.writeValueAsString(TestTokens.claims("alice"));
			String payload = "{" + duplicate + "," + claims.substring(1);
			assertThat(
					application.refusal(TestTokens.sign("{\"alg\":\"HS256\"}", payload, "legacy-" + TestTokens.SECRET)))
				.isEqualTo("MALFORMED");
		}
	}

	@Test
	void decodeWhenIssuerIsLongThenRefused() {
		JwtDecoder decoder = application.bean(JwtDecoder.class);
		Map<Integer, InvalidTokenException.Reason> reasons = Map.of(45_000, InvalidTokenException.Reason.ISSUER, 60_000,
				InvalidTokenException.Reason.MALFORMED);
		reasons.forEach((length, reason) -> {
			String token = application.token("shop", "iss", "x".repeat(length));
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decoder.decode(token))
				.withMessageNotContaining("xxx")
				.extracting(InvalidTokenException::reason)
				.isEqualTo(reason);
		});
	}

	@Test
	void getWhenPublicKeyIsUsedAsSecretThenRefused() throws JOSEException {
		byte[] der = application.key("partner").toRSAKey().toPublicKey().getEncoded();
		List<byte[]> secrets = new ArrayList<>();
		secrets.add(SigningKeys.pem(der).getBytes(StandardCharsets.UTF_8));
		secrets.add(SigningKeys.pem(der).strip().getBytes(StandardCharsets.UTF_8));
		secrets.add(der);
		for (String name : List.of("shop", "twin", "partner")) {
			secrets.add(application.key(name).toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
		}
		secrets.add(application.key("shop").toOctetKeyPair().getDecodedX());
		secrets.add(application.key("shop").toOctetKeyPair().getX().toString().getBytes(StandardCharsets.UTF_8));
		for (byte[] secret : secrets) {
			JWK forger = new OctetSequenceKey.Builder(secret).build();
			for (String name : NAMES) {
				String token = SigningKeys.token(forger, "HS256", application.key(name).getKeyID(),
						IssuersApplication.claims(name, "alice"));
				assertThat(application.refusal(token)).isEqualTo(isSymmetric(name) ? "SIGNATURE" : "ALGORITHM");
			}
		}
	}

	@Test
	void getWhenAlgorithmIsThatOfAnotherIssuerThenRefused() {
		for (String name : FURTHER) {
			for (String algorithm : List.of("none", "HS256", "HS512", "EdDSA", "RS256", "ES256")) {
				if (!algorithm.equals(IssuersApplication.algorithm(application.key(name)))) {
					String input = TestTokens.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"key-1\"}") + "."
							+ TestTokens.encode(MAPPER.writeValueAsString(IssuersApplication.claims(name, "alice")));
					assertThat(application.refusal(TestTokens.signRaw(input, "HmacSHA256", TestTokens.SECRET)))
						.isIn("ALGORITHM", "SIGNATURE");
				}
			}
		}
		String ofSecret = SigningKeys.token(application.key("shop"), "EdDSA", IssuersApplication.KID,
				IssuersApplication.claims("legacy", "alice"));
		assertThat(application.refusal(ofSecret)).isEqualTo("ALGORITHM");
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void getWhenAnotherTypeOfTokenThenRefused(String name) {
		for (String type : List.of("refresh", "id", "")) {
			assertThat(application.refusal(application.token(name, "token_type", type))).isEqualTo("TYPE");
		}
		for (String claim : List.of("nonce", "at_hash", "c_hash")) {
			for (Object value : List.of("x", "", 1)) {
				assertThat(application.refusal(application.token(name, claim, value))).isEqualTo("ID_TOKEN");
			}
		}
		assertThat(application.refusal(application.token(name, "cnf", Map.of("jkt", "x")))).isEqualTo("TYPE");
	}

	@Test
	void getWhenTypeInTheHeaderIsAnotherOneThenRefused() {
		for (String type : List.of("refresh+jwt", "ID", "logout+jwt", "dpop+jwt", "")) {
			String token = TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}",
					MAPPER.writeValueAsString(IssuersApplication.claims("legacy", "alice")),
					"legacy-" + TestTokens.SECRET);
			assertThat(application.refusal(token)).isEqualTo("TYPE");
		}
	}

	@Test
	void decodeWhenPayloadIsExpensiveThenMalformed() {
		JwtDecoder decoder = application.bean(JwtDecoder.class);
		for (String value : List.of("[".repeat(40_000), "[".repeat(20_000) + "]".repeat(20_000),
				"{\"a\":".repeat(8_000), "9".repeat(40_000), "1e999999999", "\"" + "\\u0000".repeat(6_000))) {
			String token = TestTokens.sign("{\"alg\":\"HS256\"}", "{\"iss\":\"legacy\",\"x\":" + value + "}");
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decoder.decode(token))
				.extracting(InvalidTokenException::reason)
				.isIn(InvalidTokenException.Reason.MALFORMED, InvalidTokenException.Reason.SIGNATURE);
		}
	}

	@Test
	void getWhenAudienceIsAnotherOneThenRefusedAsConfiguredForTheIssuer() {
		assertThat(application.refusal(application.token("shop", "aud", "other"))).isEqualTo("AUDIENCE");
		assertThat(application.refusal(application.token("shop", "aud", null))).isEqualTo("AUDIENCE");
		assertThat(userId(application.token("twin", "aud", "other"))).isEqualTo("twin:alice");
	}

	@Test
	void getWhenIssuersAreUnknownThenNothingIsFetchedOrKept(CapturedOutput output) {
		application.get("/who", application.token("shop", "alice"));
		application.get("/who", application.token("twin", "alice"));
		int fetches = application.shop.fetches() + application.twin.fetches();
		long cached = cached();
		JwtDecoder decoder = application.bean(JwtDecoder.class);
		for (int i = 0; i < 1_000; i++) {
			String token = application.token("shop", "iss", "https://" + UUID.randomUUID());
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decoder.decode(token))
				.extracting(InvalidTokenException::reason)
				.isEqualTo(InvalidTokenException.Reason.ISSUER);
		}
		int before = output.getAll().length();
		for (int i = 0; i < 20; i++) {
			assertThat(application.refusal(application.token("shop", "iss", "https://" + UUID.randomUUID())))
				.isEqualTo("ISSUER");
		}
		assertThat(output.getAll().substring(before).lines()).hasSize(20)
			.allMatch((line) -> line.contains("TokenRefused") && line.contains("reason=ISSUER"));
		assertThat(application.shop.fetches() + application.twin.fetches()).isEqualTo(fetches);
		assertThat(cached()).isEqualTo(cached);
		assertThat(application.bean(TrustedIssuers.class).all()).hasSize(NAMES.size());
	}

	private static long cached() {
		return application.bean(VerifiedTokenCache.class).tokens().estimatedSize();
	}

	@Test
	void getWhenTokensOfKnownIssuersAreForgedThenNothingIsFetchedOrKept() {
		application.get("/who", application.token("shop", "alice"));
		int fetches = application.shop.fetches();
		long cached = cached();
		for (int i = 0; i < 50; i++) {
			assertThat(application.refusal(application.sign("twin", IssuersApplication.claims("shop", "user-" + i))))
				.isEqualTo("SIGNATURE");
		}
		assertThat(application.shop.fetches()).isEqualTo(fetches);
		assertThat(cached()).isEqualTo(cached);
	}

	@Test
	void requestWhenTokenHasTheSessionOfAHomeUserThenTheSessionIsNotAffected() {
		Answer signedUp = application.signUp();
		JsonNode payload = TestTokens.payload(signedUp.token());
		String forged = withSession(payload, TestTokens.header(signedUp.token()).path("kid").asString());
		Answer answer = application.get("/who", forged);
		assertThat(answer.json().path("userId").asString()).isEqualTo("partner:mallory");
		assertThat(answer.header("X-Access-Token")).isEmpty();
		application.http()
			.post("/api/auth/logout", Map.of(), "Authorization", "Bearer " + forged)
			.refused(401, "token_invalid");
		application.http()
			.send("DELETE", "/api/auth/sessions/" + payload.path("sid").asString(), BodyPublishers.noBody(),
					"Authorization", "Bearer " + forged)
			.refused(401, "token_invalid");
		Map<String, Object> nearItsEnd = IssuersApplication.claims("home", signedUp.userId());
		nearItsEnd.put("sid", payload.path("sid").asString());
		Answer alive = application.get("/api/auth/sessions", application.sign("home", nearItsEnd));
		assertThat(alive.json().path("sessions").size()).isOne();
		assertThat(alive.header("X-Access-Token")).isNotEmpty();
		assertThat(application.events()).filteredOn((event) -> signedUp.userId().equals(event.userId()))
			.noneMatch(JwtSecurityEvent.SessionEnded.class::isInstance)
			.noneMatch(JwtSecurityEvent.LoggedOut.class::isInstance);
	}

	@Test
	void requestWhenTokenHasAnEndedSessionThenItIsNotRevoked() {
		try (IssuersApplication started = IssuersApplication.start()) {
			Answer signedUp = started.signUp();
			String forged = sign(started, withSessionClaims(TestTokens.payload(signedUp.token())),
					TestTokens.header(signedUp.token()).path("kid").asString());
			assertThat(started.http().post("/api/auth/logout", Map.of(), signedUp.bearer()).status()).isEqualTo(204);
			assertThat(started.refusal(signedUp.token())).isEqualTo("REVOKED");
			assertThat(started.get("/who", forged).status()).isEqualTo(200);
		}
	}

	@Test
	void requestWhenTokenIsInTheCookieThenNoCsrfTokenFits() {
		Answer signedUp = application.http()
			.post("/api/auth/signup",
					Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1"));
		String csrf = signedUp.header("X-XSRF-TOKEN");
		String own = cookie(signedUp, "__Host-access_token");
		String forged = withSession(TestTokens.payload(own), TestTokens.header(own).path("kid").asString());
		String cookie = "__Host-access_token=" + forged;
		Answer read = application.http().get("/who", "Cookie", cookie);
		assertThat(read.json().path("userId").asString()).isEqualTo("partner:mallory");
		assertThat(read.response().headers().allValues("Set-Cookie")).isEmpty();
		for (String path : List.of("/who", "/api/auth/password")) {
			application.http().post(path, Map.of(), "Cookie", cookie, "X-XSRF-TOKEN", csrf).refused(403, "csrf");
			application.http().post(path, Map.of(), "Cookie", cookie).refused(403, "csrf");
		}
		assertThat(application.http()
			.post("/who", Map.of(), "Cookie", "__Host-access_token=" + own, "X-XSRF-TOKEN", csrf)
			.status()).isEqualTo(200);
		application.http().post("/api/auth/logout", Map.of(), "Cookie", cookie).refused(401, "token_invalid");
		assertThat(application.get("/who", own).status()).isEqualTo(200);
	}

	@Test
	void decodeWhenKeyOfACachedTokenIsWithdrawnThenOnlyThatIssuerIsAffected() {
		MutableClock clock = new MutableClock();
		JWK key = SigningKeys.ed25519("first");
		try (IssuerServer shop = new IssuerServer(); IssuerServer twin = new IssuerServer()) {
			shop.keys(key);
			twin.keys(key);
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
				.withBean(Clock.class, () -> clock)
				.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET,
						"jwt-security.token.cache.time-to-live=1d", "jwt-security.issuers.shop.issuer=shop",
						"jwt-security.issuers.shop.jwk-set-uri=" + shop.uri(),
						"jwt-security.issuers.shop.user-id-prefix=shop:", "jwt-security.issuers.twin.issuer=twin",
						"jwt-security.issuers.twin.jwk-set-uri=" + twin.uri(),
						"jwt-security.issuers.twin.user-id-prefix=twin:")
				.run((context) -> {
					JwtDecoder decoder = context.getBean(JwtDecoder.class);
					String ofShop = token(key, "shop", clock);
					String ofTwin = token(key, "twin", clock);
					decoder.decode(ofShop);
					decoder.decode(ofTwin);
					assertThat(context.getBean(VerifiedTokenCache.class).tokens().estimatedSize()).isEqualTo(2);
					shop.keys(SigningKeys.ed25519("second"));
					clock.advance(Duration.ofMinutes(4));
					Awaitility.await()
						.untilAsserted(() -> assertThatExceptionOfType(InvalidTokenException.class)
							.isThrownBy(() -> decoder.decode(ofShop))
							.extracting(InvalidTokenException::reason)
							.isEqualTo(InvalidTokenException.Reason.SIGNATURE));
					assertThat(decoder.decode(ofTwin)).isNotNull();
				});
		}
	}

	@Test
	void fetchWhenSetHasManyUnusableKeysThenFewLines(CapturedOutput output) {
		try (IssuersApplication started = IssuersApplication.start()) {
			started.shop.body("{\"keys\":[" + "{\"kid\":\"x\"},".repeat(5_000) + "{}]}");
			int before = output.getAll().length();
			started.get("/who", started.token("shop", "alice")).refused(503, "keys_unavailable");
			assertThat(output.getAll().substring(before).lines())
				.filteredOn((line) -> line.contains("Part of the key set"))
				.hasSize(21)
				.last()
				.asString()
				.contains("81 more problems");
		}
	}

	private static String token(JWK key, String issuer, Clock clock) {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iss", issuer);
		claims.put("iat", clock.instant().getEpochSecond());
		claims.put("exp", clock.instant().getEpochSecond() + 3600);
		return SigningKeys.token(key, "EdDSA", key.getKeyID(), claims);
	}

	private static String cookie(Answer answer, String name) {
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((cookie) -> cookie.startsWith(name + "="))
			.map((cookie) -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Returns a token of an issuer whose key ignores the {@code kid}, with the session,
	 * the id and the {@code kid} of a token of this service.
	 */
	private static String withSession(JsonNode payload, String kid) {
		return sign(application, withSessionClaims(payload), kid);
	}

	private static Map<String, Object> withSessionClaims(JsonNode payload) {
		Map<String, Object> claims = new LinkedHashMap<>(IssuersApplication.claims("partner", "mallory"));
		claims.put("sid", payload.path("sid").asString());
		claims.put("jti", payload.path("jti").asString());
		claims.put("sub", payload.path("sub").asString());
		claims.put("email", payload.path("email").asString());
		return claims;
	}

	private static String sign(IssuersApplication application, Map<String, Object> claims, String kid) {
		return SigningKeys.token(application.key("partner"), "RS256", kid, claims);
	}

	private static boolean isSymmetric(String name) {
		return application.key(name) instanceof OctetSequenceKey;
	}

	private static String userId(String token) {
		return application.get("/who", token).json().path("userId").asString();
	}

}
