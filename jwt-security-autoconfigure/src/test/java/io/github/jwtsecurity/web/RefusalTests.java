package io.github.jwtsecurity.web;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for refusals over real HTTP with real tokens.
 */
@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.permit-all=/open/**" })
@ExtendWith(OutputCaptureExtension.class)
class RefusalTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final String PATH = "/api/alice/items";

	@LocalServerPort
	private int port;

	private RawHttp http;

	@BeforeEach
	void connect() {
		this.http = new RawHttp(this.port);
	}

	@Test
	void getWhenOwnPathThenAnswersWithVerifiedUser() {
		Response response = this.http.get(PATH, bearer(TestTokens.validFor("alice")));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains("\"verified\":\"alice\"");
	}

	@Test
	void getThenNoHttpSession() {
		String alice = bearer(TestTokens.validFor("alice"));
		for (Response response : List.of(this.http.get(PATH), this.http.get(PATH, alice),
				this.http.get("/api/bob/items", alice))) {
			assertThat(response.status()).isIn(401, 200, 403);
			assertThat(response.header("Set-Cookie")).isEmpty();
		}
	}

	@Test
	void getWhenUserIdIsAnIntegerThenOwnsItsDigits() {
		String token = TestTokens.validFor(42);
		assertThat(this.http.get("/api/42/items", bearer(token)).status()).isEqualTo(200);
		for (String other : List.of("/api/042/items", "/api/42.0/items", "/api/4%32%20/items", "/api/+42/items",
				"/api/43/items")) {
			assertThat(this.http.get(other, bearer(token)).status()).as(other).isEqualTo(403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Authorization: Basic YWxpY2U6c2VjcmV0", "Authorization:", "X-Authorization: Bearer x",
			"Cookie: access_token=x", "Authorization: Digest x" })
	void getWhenNoTokenThenChallengeWithoutError(String header) {
		Response response = header.isEmpty() ? this.http.get(PATH) : this.http.get(PATH, header);
		assertProblem(response, 401, "token_missing", PATH);
		assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
	}

	@ParameterizedTest
	@MethodSource
	void getWhenTokenIsBadThenInvalidToken(String name, String token) {
		Response response = this.http.get(PATH, bearer(token));
		assertProblem(response, 401, "token_invalid", PATH);
		assertThat(response.header("WWW-Authenticate"))
			.matches("Bearer error=\"invalid_token\", error_description=\"[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+\"");
	}

	static Stream<Arguments> getWhenTokenIsBadThenInvalidToken() {
		String valid = TestTokens.validFor("alice");
		String unsigned = valid.substring(0, valid.lastIndexOf('.'));
		Map<String, Object> noEmail = TestTokens.claims("alice");
		noEmail.remove("email");
		Map<String, Object> noUserId = TestTokens.claims("alice");
		noUserId.remove("user_id");
		noUserId.put("sub", "alice");
		Map<String, Object> noExpiry = TestTokens.claims("alice");
		noExpiry.remove("exp");
		Map<String, Object> noIssueTime = TestTokens.claims("alice");
		noIssueTime.remove("iat");
		return Stream.of(Arguments.of("garbage", "x.y.z"), Arguments.of("one part", "abc"),
				Arguments.of("none", TestTokens.encode("{\"alg\":\"none\"}") + valid.substring(valid.indexOf('.'))),
				Arguments.of("none, unsigned",
						TestTokens.encode("{\"alg\":\"none\"}") + unsigned.substring(unsigned.indexOf('.')) + "."),
				Arguments.of("padded", valid + "="), Arguments.of("unsigned", unsigned + "."),
				Arguments.of("another secret",
						TestTokens.sign("{\"alg\":\"HS256\"}", "{}", "another-" + TestTokens.SECRET)),
				Arguments.of("no email", TestTokens.sign(noEmail)),
				Arguments.of("no user id", TestTokens.sign(noUserId)),
				Arguments.of("no exp", TestTokens.sign(noExpiry)), Arguments.of("no iat", TestTokens.sign(noIssueTime)),
				Arguments.of("null user id", TestTokens.validFor(null)), Arguments.of("empty", TestTokens.validFor("")),
				Arguments.of("array", TestTokens.validFor(List.of("alice"))),
				Arguments.of("object", TestTokens.validFor(Map.of("id", "alice"))),
				Arguments.of("boolean", TestTokens.validFor(true)), Arguments.of("float", TestTokens.validFor(1.5)),
				Arguments.of("oversized integer", TestTokens.validFor(new BigInteger("9223372036854775808"))),
				Arguments.of("critical extension", TestTokens.sign("{\"alg\":\"HS256\",\"crit\":[\"x\"]}", "{}")));
	}

	@Test
	void getWhenExpiredThenTokenExpiredAndLogged(CapturedOutput output) {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iat", 1_000_000_000);
		claims.put("exp", 1_000_000_060);
		Response response = this.http.get(PATH, bearer(TestTokens.sign(claims)));
		assertProblem(response, 401, "token_expired", PATH);
		assertThat(response.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "expired");
		assertThat(output.getAll())
			.containsPattern("WARN .* jwtsecurity.audit +: TokenRefused time=\\S+ outcome=failure reason=EXPIRED"
					+ " request_method=GET request_path=" + PATH + " claim=exp issuer=home ");
	}

	@Test
	void getWhenKidIsNotOneOfOursThenAuditDoesNotRepeatIt(CapturedOutput output) {
		String header = "{\"alg\":\"HS256\",\"kid\":\"smuggled-kid\"}";
		this.http.get(PATH, bearer(TestTokens.sign(header, "{\"smuggled-claim\":1}", "another-" + TestTokens.SECRET)));
		assertThat(output)
			.contains("reason=SIGNATURE request_method=GET request_path=" + PATH + " key_id=unknown issuer=home ");
		assertThat(output).doesNotContain("smuggled");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization: Bearer", "Authorization: Bearer a b", "Authorization: Bearer,x",
			"Authorization: Bearer \u00e9\u00e9", "Authorization: bearer x.y.z", "Authorization: BEARER x.y.z",
			"Authorization: Bearerx.y.z" })
	void getWhenHeaderIsMalformedThenInvalidToken(String header) {
		assertProblem(this.http.get(PATH, header), 401, "token_invalid", PATH);
	}

	@Test
	void getWhenHeaderIsMalformedThenAuditSaysSo(CapturedOutput output) {
		this.http.get(PATH, "Authorization: Bearer a b");
		assertThat(output).contains("TokenRefused").contains("reason=HEADER request_method=GET");
	}

	@Test
	void getWhenTwoAuthorizationHeadersThenRefused() {
		String alice = bearer(TestTokens.validFor("alice"));
		String bob = bearer(TestTokens.validFor("bob"));
		assertProblem(this.http.get(PATH, alice, bob), 401, "token_invalid", PATH);
		assertProblem(this.http.get(PATH, bob, alice), 401, "token_invalid", PATH);
		assertProblem(this.http.get(PATH, alice, alice), 401, "token_invalid", PATH);
	}

	@Test
	void sendWhenTokenIsInQueryOrFormThenRefused() {
		String token = TestTokens.validFor("alice");
		assertProblem(this.http.get(PATH + "?access_token=" + token), 401, "token_missing", PATH);
		String form = "access_token=" + token;
		assertProblem(this.http.send("POST", PATH, "Content-Type: application/x-www-form-urlencoded",
				"Content-Length: " + form.length() + "\r\n\r\n" + form), 401, "token_missing", PATH);
	}

	@Test
	void getWhenSomebodyElsesPathThenNotOwner(CapturedOutput output) {
		Response response = this.http.get("/api/bob/items", bearer(TestTokens.validFor("alice")));
		assertProblem(response, 403, "not_owner", "/api/bob/items");
		assertThat(response.header("WWW-Authenticate")).isEmpty();
		assertThat(output.getAll())
			.containsPattern("WARN .* jwtsecurity.audit +: OwnershipMismatch time=\\S+ outcome=failure user_id=alice"
					+ " request_method=GET request_path=/api/bob/items");
	}

	@Test
	void getWhenTokenIsHugeThenNeverServerError() {
		assertThat(this.http.get(PATH, bearer("a".repeat(7_000))).status()).isEqualTo(401);
		int status = this.http.get(PATH, bearer("a".repeat(1_000_000))).status();
		assertThat(status == 0 || (status >= 400 && status <= 431)).as("closed or refused, but " + status).isTrue();
		String deep = "{\"alg\":\"HS256\",\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
		assertProblem(this.http.get(PATH, bearer(TestTokens.sign(deep, "{}"))), 401, "token_invalid", PATH);
	}

	@Test
	void getWhenAuthoritiesAreMalformedThenNoneAndNoServerError() {
		for (Object scope : List.of(7, List.of(1, 2), Map.of("a", 1), List.of("", " "), true)) {
			Map<String, Object> claims = TestTokens.claims("alice");
			claims.put("scope", scope);
			assertThat(this.http.get(PATH, bearer(TestTokens.sign(claims))).status()).as("" + scope).isEqualTo(200);
		}
	}

	@Test
	void getWhenErrorPageIsAskedForThenNothingLeaks() {
		assertProblem(this.http.get("/error"), 401, "token_missing", "/error");
		assertProblem(this.http.get("/error", bearer(TestTokens.validFor("alice"))), 403, "access_denied", "/error");
		Response broken = this.http.get("/broken", bearer(TestTokens.validFor("alice")));
		assertThat(broken.status()).isEqualTo(500);
		assertThat(broken.body()).doesNotContain("detail that nobody", "Exception", "java");
		assertThat(this.http.get("/open/nothing").status()).isEqualTo(404);
	}

	@Test
	void getWhenProbeThenNoTokenIsNeeded() {
		for (String probe : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
			Response response = this.http.get(probe);
			assertThat(response.status()).as(probe).isEqualTo(200);
			assertThat(response.body()).as(probe).contains("\"status\":\"UP\"").doesNotContain("components");
		}
		assertThat(this.http.get("/actuator").status()).isEqualTo(401);
		assertThat(this.http.get("/actuator/env").status()).isEqualTo(401);
	}

	@Test
	void getWhenMetadataOfTheResourceIsAskedForThenNothingIsDerivedFromTheRequest() {
		assertThat(this.http.get("/.well-known/oauth-protected-resource").status()).isEqualTo(401);
		assertThat(this.http.get(PATH).header("WWW-Authenticate")).doesNotContain("resource_metadata");
	}

	@Test
	void sendWhenDefaultChainThenStatelessAndWithSecurityHeaders() {
		Response response = this.http.get("/me", bearer(TestTokens.validFor("alice")));
		assertThat(response.header("Set-Cookie")).isEmpty();
		assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(response.header("Cache-Control")).contains("no-store");
		assertThat(this.http.send("POST", PATH, bearer(TestTokens.validFor("alice"))).status()).isEqualTo(200);
		assertThat(this.http.send("POST", "/logout").status()).isEqualTo(401);
	}

	@Test
	void getWhenPermittedThenNoTokenIsNeededButABadOneIsRefused() {
		assertThat(this.http.get("/open/hello").body()).isEqualTo("hello");
		assertProblem(this.http.get("/open/hello", bearer("x.y.z")), 401, "token_invalid", "/open/hello");
		assertProblem(this.http.get("/open/needs-user"), 401, "token_missing", "/open/needs-user");
	}

	@Test
	void getWhenCurrentUserIdHasAnotherTypeThenConvertedAndNeverTakenFromTheRequest() {
		String number = bearer(TestTokens.validFor(42));
		String uuid = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
		assertThat(this.http.get("/typed/long?id=7", number).body()).isEqualTo("of 42");
		assertThat(this.http.get("/typed/uuid?id=" + uuid, bearer(TestTokens.validFor(uuid))).body())
			.isEqualTo("of " + uuid);
		assertProblem(this.http.get("/typed/uuid?id=" + uuid, number), 403, "access_denied", "/typed/uuid");
		assertProblem(this.http.get("/typed/long?id=7", bearer(TestTokens.validFor("alice"))), 403, "access_denied",
				"/typed/long");
	}

	@Test
	void getWhenRefusedThenNoPartOfTheTokenIsShown(CapturedOutput output) {
		String token = TestTokens.validFor(true);
		Response response = this.http.get(PATH, bearer(token));
		String secretPart = token.substring(token.lastIndexOf('.') + 1);
		assertThat(response.toString()).doesNotContain(secretPart);
		assertThat(output.getAll()).doesNotContain(secretPart, token.split("\\.")[1]);
	}

	private static String bearer(String token) {
		return "Authorization: Bearer " + token;
	}

	private static void assertProblem(Response response, int status, String code, String instance) {
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		JsonNode problem = MAPPER.readTree(response.body());
		assertThat(problem.propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "detail", "instance",
				"code");
		assertThat(problem.get("status").intValue()).isEqualTo(status);
		assertThat(problem.get("code").stringValue()).isEqualTo(code);
		assertThat(problem.get("instance").stringValue()).isEqualTo(instance);
		if (status == 401) {
			assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
		}
	}

}
