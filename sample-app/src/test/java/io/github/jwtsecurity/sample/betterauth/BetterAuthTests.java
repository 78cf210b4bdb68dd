package io.github.jwtsecurity.sample.betterauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.SampleApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that sign up with a real Better Auth server and call the sample with its tokens.
 */
class BetterAuthTests {

	private static final String WRONG_TYPE = "The token's type is not accepted.";

	private static final String WRONG_ALGORITHM = "The token's algorithm is not accepted.";

	private static final String NO_USER_ID = "The token's user id claim is missing or malformed.";

	private static Path installed;

	@BeforeAll
	static void install() {
		installed = BetterAuthServer.install();
	}

	@ParameterizedTest
	@ValueSource(strings = { "EdDSA", "ES256", "ES512", "RS256", "PS256" })
	void callWhenSignedUpThenOwnPathAloneForEveryAlgorithm(String algorithm) throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of("ALG", algorithm));
				Sample sample = Sample.behind(server)) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			BetterAuthUser bob = BetterAuthUser.signUp(server);
			String token = alice.token();
			assertThat(sample.get(alice.id(), token)).startsWith("200 [");
			assertThat(sample.get(bob.id(), bob.token())).startsWith("200 [");
			assertThat(sample.get(bob.id(), token)).startsWith("403").contains("not_owner");
			assertThat(sample.get(alice.id(), null)).startsWith("401").contains("token_missing");
			for (String tampered : List.of(token + "A", token.substring(1), swapPayload(token, bob.token()),
					token.substring(0, token.lastIndexOf('.') + 1))) {
				assertThat(sample.get(bob.id(), tampered)).startsWith("401").contains("token_invalid");
			}
			assertRefusesOthers(sample, alice, WRONG_TYPE, WRONG_ALGORITHM);
			alice.rotateKey();
			String next = alice.token();
			assertThat(kid(next)).isNotEqualTo(kid(token));
			assertThat(sample.get(alice.id(), next)).startsWith("200");
			assertThat(sample.get(alice.id(), token)).startsWith("200");
		}
	}

	@Test
	void callWhenConfiguredAsDocumentedThenOwnPathAlone() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of("DOCUMENTED", "true"));
				Sample sample = Sample.behind(server)) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			assertThat(sample.get(alice.id(), alice.token())).startsWith("200 [");
			assertThat(sample.get("somebody-else", alice.token())).startsWith("403");
		}
	}

	@Test
	void callWhenApplicationSignsWithBetterAuthThenNeedsIssuedAtAndEmail() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of());
				Sample sample = Sample.behind(server);
				Sample withoutEmail = Sample.behind(server, "--jwt-security.token.required-claims=")) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			long now = Instant.now().getEpochSecond();
			assertThat(
					sample.get(alice.id(), alice.signed(Map.of("sub", alice.id(), "email", alice.email(), "iat", now))))
				.startsWith("200 [");
			assertRefused(sample, alice, alice.signed(Map.of("sub", alice.id(), "email", alice.email())),
					"The token's claim 'iat' is missing.");
			String token = alice.signed(Map.of("sub", alice.id(), "iat", now));
			assertRefused(sample, alice, token, "The token's claim 'email' is missing or malformed.");
			assertThat(withoutEmail.get(alice.id(), token)).startsWith("200 [");
		}
	}

	@Test
	void callWhenNothingWasSignedYetThenKeysAreThere() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of("DOCUMENTED", "true"));
				BetterAuthServer other = BetterAuthServer.start(installed, Map.of());
				Sample sample = Sample.behind(server)) {
			BetterAuthUser mallory = BetterAuthUser.signUp(other);
			assertRefused(sample, mallory, mallory.token(), "The token's signature is not valid.");
		}
	}

	@Test
	void callWhenExpiredThenTokenExpired() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of("TOKEN_LIFETIME", "-60"));
				Sample sample = Sample.behind(server)) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			assertThat(sample.get(alice.id(), alice.token())).startsWith("401").contains("token_expired");
		}
	}

	@Test
	void callWhenSessionCookieIsSignedWithTheSecretThenRefused() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of("COOKIE_CACHE", "secret"));
				Sample sample = Sample.behind(server);
				Sample shared = Sample.with("--jwt-security.secret=" + BetterAuthServer.SECRET)) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			assertRefusesOthers(sample, alice, WRONG_ALGORITHM, WRONG_ALGORITHM);
			assertRefusesOthers(shared, alice, NO_USER_ID, NO_USER_ID);
			assertRefused(sample, alice, alice.applicationToken(), WRONG_ALGORITHM);
		}
	}

	@Test
	void callWhenSecretIsSharedThenTokensOfTheApplicationsRoute() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of());
				Sample sample = Sample.with("--jwt-security.secret=" + BetterAuthServer.SECRET)) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			String token = alice.applicationToken();
			assertThat(sample.get(alice.id(), token)).startsWith("200 [");
			assertThat(sample.get("somebody-else", token)).startsWith("403");
			assertRefused(sample, alice, alice.token(), WRONG_ALGORITHM);
			assertRefusesOthers(sample, alice, WRONG_ALGORITHM, NO_USER_ID);
		}
	}

	/**
	 * The sample has accounts of its own with managed keys, and accepts the tokens of
	 * Better Auth and of an issuer that is down.
	 */
	@Test
	void callWhenSeveralIssuersThenEachUserOwnPathAlone() throws Exception {
		try (BetterAuthServer server = BetterAuthServer.start(installed, Map.of("ALG", "EdDSA"));
				Sample sample = Sample.with("--spring.profiles.active=signing",
						"--jwt-security.issuers.web.better-auth.url=" + server.uri(),
						"--jwt-security.issuers.web.user-id-prefix=web:",
						"--jwt-security.issuers.down.issuer=https://down.example",
						"--jwt-security.issuers.down.jwk-set-uri=http://127.0.0.1:1/jwks",
						"--jwt-security.issuers.down.user-id-prefix=down:")) {
			BetterAuthUser alice = BetterAuthUser.signUp(server);
			Account bob = sample.signUp();
			assertThat(header(bob.token())).contains("\"alg\":\"EdDSA\"");
			assertThat(sample.get("web:" + alice.id(), alice.token())).startsWith("200 [");
			assertThat(sample.get(bob.id(), bob.token())).startsWith("200 [");
			for (String others : List.of(bob.id(), alice.id(), "down:" + alice.id())) {
				assertThat(sample.get(others, alice.token())).startsWith("403").contains("not_owner");
			}
			assertThat(sample.get("web:" + bob.id(), bob.token())).startsWith("403").contains("not_owner");
			assertThat(sample.get("down:x", withIssuer(alice.token(), "https://down.example"))).startsWith("503")
				.contains("keys_unavailable");
			assertThat(sample.get("x", withIssuer(alice.token(), "https://other.example"))).startsWith("401")
				.contains("The token's issuer is not accepted.");
			assertRefused(sample, alice, swapPayload(bob.token(), alice.token()),
					"The token's signature is not valid.");
			assertThat(sample.get("web:" + alice.id(), alice.token())).startsWith("200 [");
			assertThat(sample.health()).startsWith("200").contains("UP");
		}
	}

	/**
	 * Returns a token whose payload says that it is of another issuer.
	 */
	private static String withIssuer(String token, String issuer) {
		String[] parts = token.split("\\.");
		String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
			.replaceFirst("\"iss\":\"[^\"]+\"", "\"iss\":\"" + issuer + "\"");
		return parts[0] + "."
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + "."
				+ parts[2];
	}

	/**
	 * Asserts that the sample refuses all other tokens of Better Auth.
	 */
	private static void assertRefusesOthers(Sample sample, BetterAuthUser user, String cookieDetail,
			String verificationDetail) throws Exception {
		assertRefused(sample, user, user.sessionToken(), "The token does not have three parts.");
		assertRefused(sample, user, user.sessionCookieToken(), cookieDetail);
		assertRefused(sample, user, user.verificationToken(), verificationDetail);
	}

	private static void assertRefused(Sample sample, BetterAuthUser user, String token, String detail)
			throws Exception {
		assertThat(sample.get(user.id(), token)).startsWith("401").contains("token_invalid", detail);
	}

	private static String swapPayload(String token, String other) {
		String[] parts = token.split("\\.");
		return parts[0] + "." + other.split("\\.")[1] + "." + parts[2];
	}

	private static String kid(String token) {
		return header(token).replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
	}

	private static String header(String token) {
		return new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
	}

	/**
	 * The sample on a free port, with a separate database.
	 */
	private static final class Sample implements AutoCloseable {

		private final ConfigurableApplicationContext context;

		private Sample(ConfigurableApplicationContext context) {
			this.context = context;
		}

		static Sample behind(BetterAuthServer server, String... arguments) {
			return with(Stream
				.concat(Stream.of("--spring.profiles.active=better-auth", "--BETTER_AUTH_URL=" + server.uri()),
						Stream.of(arguments))
				.toArray(String[]::new));
		}

		static Sample with(String... arguments) {
			return new Sample(new SpringApplicationBuilder(SampleApplication.class)
				.properties("server.port=0", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
				.run(arguments));
		}

		/**
		 * Requests a user's tasks.
		 * @return the status and the body
		 */
		String get(String userId, String token) throws IOException, InterruptedException {
			HttpRequest.Builder request = request("/api/" + userId + "/tasks");
			if (token != null) {
				request.header("Authorization", "Bearer " + token);
			}
			return send(request);
		}

		String health() throws IOException, InterruptedException {
			return send(request("/actuator/health"));
		}

		/**
		 * Creates an account of the sample itself.
		 */
		Account signUp() throws IOException, InterruptedException {
			String answer = send(request("/api/auth/signup").header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers
					.ofString("{\"email\":\"bob@example.com\",\"password\":\"Correct-horse-1\"}")));
			assertThat(answer).startsWith("201 ");
			return new Account(answer.replaceAll(".*\"user_id\":\"([^\"]+)\".*", "$1"),
					answer.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1"));
		}

		private HttpRequest.Builder request(String path) {
			String port = this.context.getEnvironment().getProperty("local.server.port");
			return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
		}

		private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return response.statusCode() + " " + response.body();
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	/**
	 * An account of the sample itself.
	 *
	 * @param id the user id
	 * @param token the access token
	 */
	private record Account(String id, String token) {
	}

}
