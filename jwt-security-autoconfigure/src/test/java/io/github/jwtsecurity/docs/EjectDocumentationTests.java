package io.github.jwtsecurity.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.password.StoredHashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code docs/eject.md}: a service without the library answers the same
 * requests with the same status.
 */
class EjectDocumentationTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	@Test
	void answersAreThoseOfTheLibrary() {
		try (ConfigurableApplicationContext ejected = new SpringApplicationBuilder(Ejected.class).run("--server.port=0",
				"--spring.main.banner-mode=off", "--jwt.secret=" + TestTokens.SECRET);
				NoteServer library = NoteServer.start(NoteRoutes.class)) {
			assertThat(ejected.getBeanDefinitionNames()).noneMatch((name) -> name.contains("jwtSecurity"));
			RawHttp http = new RawHttp(
					ejected.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
			tokens().forEach((name, token) -> {
				for (String path : List.of("/api/alice/notes", "/api/bob/notes", "/api/%61lice/notes", "/me",
						"/nothing")) {
					assertSame(http.get(path, "Authorization: Bearer " + token), library.get(path, token),
							name + " for " + path);
				}
			});
			assertSame(http.get("/api/alice/notes"), library.get("/api/alice/notes"), "no token");
			assertSame(http.post("/api/alice/notes", "{}"), library.http().post("/api/alice/notes", "{}"),
					"no token to post");
			assertThat(http.get("/api/alice/notes", "Authorization: Bearer " + TestTokens.validFor("alice")).body())
				.contains("a note of alice");
		}
	}

	@Test
	void chainBesideTheLibraryHasTheOnePath() {
		try (NoteServer server = NoteServer.start(Beside.class, "jwt.secret=" + TestTokens.SECRET)) {
			long now = System.currentTimeMillis() / 1000;
			String expired = with((claims) -> claims.putAll(Map.of("iat", now - 900, "exp", now - 600)));
			server.get("/api/alice/notes", expired).refused(401, "token_invalid");
			server.get("/me", expired).refused(401, "token_expired");
			server.get("/api/bob/notes", TestTokens.validFor("alice")).refused(403, "not_owner");
			assertThat(server.get("/api/alice/notes", TestTokens.validFor("alice")).body()).contains("a note of alice");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "argon2", "bcrypt", "scrypt" })
	void hashesOfTheLibraryAreVerified(String encoder) {
		assertThat(new EjectedPasswords().passwordEncoder()
			.matches(StoredHashes.PASSWORD, StoredHashes.CURRENT.get(encoder))).isTrue();
	}

	private static void assertSame(Response ejected, Response library, String description) {
		assertThat(ejected.status()).as(description).isEqualTo(library.status());
		if (ejected.status() == 401 || ejected.status() == 403) {
			assertThat(code(ejected)).as(description)
				.isEqualTo(code(library).replace("token_expired", "token_invalid"));
			assertThat(ejected.header("Content-Type")).isEqualTo(library.header("Content-Type"));
			assertThat(ejected.header("WWW-Authenticate").split(",")[0]).as(description)
				.isEqualTo(library.header("WWW-Authenticate").split(",")[0]);
		}
	}

	private static String code(Response response) {
		return MAPPER.readTree(response.body()).path("code").asString();
	}

	private static Map<String, String> tokens() {
		long now = System.currentTimeMillis() / 1000;
		Map<String, String> tokens = new LinkedHashMap<>();
		tokens.put("valid", with((claims) -> {
		}));
		tokens.put("number", with((claims) -> claims.put("user_id", 42)));
		tokens.put("expired", with((claims) -> claims.putAll(Map.of("iat", now - 900, "exp", now - 600))));
		tokens.put("expired within the skew",
				with((claims) -> claims.putAll(Map.of("iat", now - 900, "exp", now - 5))));
		tokens.put("nbf", with((claims) -> claims.put("nbf", now + 600)));
		tokens.put("future", with((claims) -> claims.putAll(Map.of("iat", now + 600, "exp", now + 900))));
		for (String claim : List.of("iat", "exp", "email", "user_id")) {
			tokens.put("no " + claim, with((claims) -> claims.remove(claim)));
		}
		tokens.put("blank user", with((claims) -> claims.put("user_id", " ")));
		tokens.put("user is a list", with((claims) -> claims.put("user_id", List.of("alice"))));
		tokens.put("user is true", with((claims) -> claims.put("user_id", true)));
		tokens.put("email is a number", with((claims) -> claims.put("email", 7)));
		for (String kind : List.of("access", "bearer", "refresh")) {
			tokens.put("token_type " + kind, with((claims) -> claims.put("token_type", kind)));
		}
		for (String claim : List.of("nonce", "at_hash", "c_hash")) {
			tokens.put(claim, with((claims) -> claims.put(claim, "x")));
		}
		tokens.put("cnf", with((claims) -> claims.put("cnf", Map.of("jkt", "x"))));
		String payload = MAPPER.writeValueAsString(TestTokens.claims("alice"));
		for (String header : List.of("{\"alg\":\"HS256\"}", "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
				"{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\"}", "{\"alg\":\"HS512\"}", "{\"alg\":\"none\"}", "{}", "[]",
				"{\"alg\":\"HS256\",\"kid\":\"other\"}", "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}")) {
			tokens.put(header, TestTokens.sign(header, payload));
		}
		tokens.put("another secret", TestTokens.sign("{\"alg\":\"HS256\"}", payload, "other-" + TestTokens.SECRET));
		tokens.put("tampered", tokens.get("valid").replaceFirst("\\.[^.]+\\.", ".e30."));
		tokens.put("no JWT", "guess");
		return tokens;
	}

	private static String with(Consumer<Map<String, Object>> change) {
		Map<String, Object> claims = TestTokens.claims("alice");
		change.accept(claims);
		return TestTokens.sign(claims);
	}

	/**
	 * The chain for one path, beside the library.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(Refusals.class)
	static class Beside {

		@Bean
		@Order(1)
		SecurityFilterChain api(HttpSecurity http, @Value("${jwt.secret}") String secret, Refusals refusals) {
			http.securityMatcher("/api/*/notes");
			EjectedSecurity security = new EjectedSecurity();
			return security.api(http, security.jwtDecoder(secret), refusals);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, SecurityAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class })
	@Import({ EjectedSecurity.class, Refusals.class, EjectedController.class })
	static class Ejected {

		@Bean
		Notes notes() {
			return new Notes();
		}

	}

}
