package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.io.Reader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.Deserializer;
import io.jsonwebtoken.security.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the pages of {@code docs/migration}: the code before and after a migration,
 * side by side in one application.
 */
@ExtendWith(OutputCaptureExtension.class)
class MigrationDocumentationTests {

	private static final String[] SUBJECT = { "jwt-security.token.user-id-claim=sub",
			"jwt-security.token.required-claims=" };

	private static final String UNREAD = "does not read bearer tokens";

	private static final JsonMapper MAPPER = new JsonMapper();

	@Test
	void jjwtFilterAndLibraryServeTheSameTokens(CapturedOutput output) {
		try (NoteServer server = NoteServer.start(Jjwt.class, SUBJECT)) {
			assertThat(output).contains(UNREAD);
			String token = token(Map.of());
			assertBothServe(server, token);
			assertThat(server.get("/old/bob/notes", token).status()).isEqualTo(403);
			assertOldAnswer(server.get("/old/alice/notes"), 403, "");
			assertOldAnswer(server.get("/old/alice/notes", token(Map.of("exp", 1_000_000_060))), 403, "");
			assertThat(server.get("/old/alice/notes", tokenWithout("iat")).status()).isEqualTo(200);
			assertThat(server.get("/old/alice/notes", tokenWithout("exp")).status()).isEqualTo(200);
			// The filter of the old chain leaves no token for the rule.
			assertThat(server.get("/old/alice/archive", token).status()).isEqualTo(403);
		}
		assertThat(Keys.hmacShaKeyFor(new byte[64]).getAlgorithm()).isEqualTo("HmacSHA512");
		assertThat(Keys.hmacShaKeyFor(new byte[32]).getAlgorithm()).isEqualTo("HmacSHA256");
	}

	@Test
	void stockResourceServerAndLibraryServeTheSameTokens(CapturedOutput output) {
		try (NoteServer server = NoteServer.start(Stock.class, SUBJECT)) {
			assertThat(output).doesNotContain(UNREAD);
			String token = token(Map.of());
			assertBothServe(server, token);
			assertThat(server.get("/old/bob/notes", token).status()).isEqualTo(403);
			assertOldAnswer(server.get("/old/alice/notes"), 401, "Bearer");
			assertThat(server.get("/old/alice/archive", token).status()).isEqualTo(200);
			server.get("/old/bob/archive", token).refused(403, "not_owner");
			assertThat(server.http().send("POST", "/old/alice/notes").status()).isEqualTo(403);
			// Both chains use the decoder of the library.
			assertThat(server.get("/old/alice/notes", tokenWithout("iat")).status()).isEqualTo(401);
		}
		String unknownKey = TestTokens.sign("{\"alg\":\"RS256\",\"kid\":\"unknown\"}", "{}");
		try (NoteServer server = NoteServer.start(Stock.class, "jwt-security.secret=",
				"jwt-security.jwk-set-uri=http://localhost:1/jwks")) {
			assertThat(server.get("/old/alice/notes", unknownKey).status()).isEqualTo(500);
			server.get("/api/alice/notes", unknownKey).refused(503, "keys_unavailable");
		}
	}

	/**
	 * The rows of the table about tokens that a decoder of Spring Security accepts.
	 */
	@Test
	void stockDecoderAcceptsMoreTokensAndFewerTypes() {
		JwtDecoder decoder = NimbusJwtDecoder
			.withSecretKey(Keys.hmacShaKeyFor(TestTokens.SECRET.getBytes(StandardCharsets.UTF_8)))
			.build();
		assertThat(Stream.of(tokenWithout("exp"), tokenWithout("iat"), token(Map.of("nonce", "of an ID token"))))
			.allSatisfy((token) -> assertThat(decoder.decode(token).getSubject()).isEqualTo("alice"));
		String payload = MAPPER.writeValueAsString(Map.of("sub", "alice", "exp", 4_000_000_000L));
		assertThatExceptionOfType(BadJwtException.class)
			.isThrownBy(() -> decoder.decode(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", payload)));
	}

	@Test
	void loginWithASessionIsExchangedForTokens() {
		try (NoteServer server = NoteServer.startWithAccounts(Pages.class)) {
			Answer signedUp = server.json()
				.post("/api/auth/signup", Map.of("email", "alice@example.com", "password", "Correct-horse-1"));
			String origin = "http://localhost:"
					+ server.bean(Environment.class).getRequiredProperty("local.server.port");
			HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
			String user = "username=alice%40example.com&password=old-password";
			assertThat(post(browser, origin + "/login", csrf(browser, origin + "/login") + "&" + user).statusCode())
				.isEqualTo(302);
			HttpResponse<String> tokens = post(browser, origin + "/pages/tokens", csrf(browser, origin + "/logout"));
			assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
			String token = MAPPER.readTree(tokens.body()).path("access_token").asString();
			assertThat(server.get("/api/" + signedUp.userId() + "/notes", token).status()).isEqualTo(200);
			server.get("/api/bob/notes", token).refused(403, "not_owner");
			assertThat(
					server.json().get("/api/auth/sessions", "Authorization", "Bearer " + token).json().path("sessions"))
				.hasSize(2);
		}
	}

	/**
	 * Asserts that both chains accept a token, and that only the library guards a handler
	 * without a comparison.
	 */
	private static void assertBothServe(NoteServer server, String token) {
		assertThat(server.get("/old/alice/notes", token).status()).isEqualTo(200);
		assertThat(server.get("/old/bob/drafts", token).status()).isEqualTo(200);
		assertThat(server.get("/api/alice/notes", token).status()).isEqualTo(200);
		server.get("/api/bob/notes", token).refused(403, "not_owner");
		server.get("/api/alice/notes").refused(401, "token_missing");
		server.get("/api/alice/notes", tokenWithout("iat")).refused(401, "token_invalid");
		server.get("/api/alice/notes", tokenWithout("exp")).refused(401, "token_invalid");
		server.get("/api/alice/notes", token(Map.of("iat", 1_000_000_000, "exp", 1_000_000_060)))
			.refused(401, "token_expired");
	}

	private static void assertOldAnswer(Response response, int status, String challenge) {
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("WWW-Authenticate")).startsWith(challenge);
		assertThat(response.body()).doesNotContain("\"code\"");
	}

	private static String token(Map<String, Object> changes) {
		Map<String, Object> claims = new HashMap<>(
				Map.of("sub", "alice", "iat", Instant.now().getEpochSecond(), "exp", 4_000_000_000L));
		claims.putAll(changes);
		return TestTokens.sign("{\"alg\":\"HS256\"}", MAPPER.writeValueAsString(claims));
	}

	private static String tokenWithout(String claim) {
		Map<String, Object> claims = new HashMap<>(
				Map.of("sub", "alice", "iat", Instant.now().getEpochSecond(), "exp", 4_000_000_000L));
		claims.remove(claim);
		return TestTokens.sign("{\"alg\":\"HS256\"}", MAPPER.writeValueAsString(claims));
	}

	private static String csrf(HttpClient browser, String page) {
		String html = send(browser, HttpRequest.newBuilder(URI.create(page))).body();
		Matcher token = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"").matcher(html);
		assertThat(token.find()).as(html).isTrue();
		return "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
	}

	private static HttpResponse<String> post(HttpClient browser, String address, String form) {
		return send(browser,
				HttpRequest.newBuilder(URI.create(address))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString(form)));
	}

	private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
		try {
			return browser.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ JjwtChain.class, OldNotes.class })
	static class Jjwt {

		/**
		 * Creates a parser that reads JSON with Jackson 3, since the tests do not have
		 * the older one that jjwt uses by default.
		 */
		@Bean
		JwtParser jwtParser() {
			return Jwts.parser()
				.verifyWith(Keys.hmacShaKeyFor(TestTokens.SECRET.getBytes(StandardCharsets.UTF_8)))
				.json(new Json())
				.build();
		}

	}

	private static final class Json implements Deserializer<Map<String, ?>> {

		private static final TypeReference<Map<String, ?>> TYPE = new TypeReference<>() {
		};

		@Override
		public Map<String, ?> deserialize(byte[] json) {
			return MAPPER.readValue(json, TYPE);
		}

		@Override
		public Map<String, ?> deserialize(Reader json) {
			return MAPPER.readValue(json, TYPE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ StockResourceServer.class, OldNotes.class })
	static class Stock {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ PageLogins.class, SessionBridge.class })
	static class Pages {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("alice@example.com").password("{noop}old-password").build());
		}

	}

}
