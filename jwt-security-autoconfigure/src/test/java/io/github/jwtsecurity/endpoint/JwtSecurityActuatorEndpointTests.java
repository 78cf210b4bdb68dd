package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link JwtSecurityActuatorEndpoint} over HTTP.
 */
class JwtSecurityActuatorEndpointTests {

	private static final String PATH = "/actuator/jwtsecurity";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=jwtsecurity";

	private static final String PREVIOUS = "previous-" + TestTokens.SECRET;

	private static AccountApplication.Running application;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { AllAutoConfigurations.class, Lookalike.class }, EXPOSED,
				"jwt-security.previous-secrets=" + PREVIOUS, "jwt-security.rate-limit.enabled=true",
				"jwt-security.rate-limit.login.per-account=7/2m", "jwt-security.ownership.patterns=/files/{user_id}/**",
				"jwt-security.web.actuator-authorities=SCOPE_actuator", "jwt-security.audit.store=jdbc");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void getThenTellsWhatIsInForce() {
		JsonNode body = describe(application).json();
		assertThat(body.propertyNames()).containsExactly("versions", "keys", "ownership", "rateLimits", "stores");
		assertThat(body.at("/versions/library").asString()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
		assertThat(body.at("/versions/springBoot").asString()).isEqualTo(SpringBootVersion.getVersion());
		assertThat(body.at("/versions/springSecurity").asString()).isEqualTo(SpringSecurityCoreVersion.getVersion());
		assertThat(body.at("/versions/java").asString()).isEqualTo(Runtime.version().toString());
		assertThat(body.at("/keys/source").asString()).isEqualTo("secret");
		assertThat(texts(body.at("/keys/algorithms"))).containsExactly("HS256");
		assertThat(body.at("/keys/decoder").asString()).isEqualTo("library");
		assertThat(body.path("ownership").propertyNames()).containsExactly("guarded", "withoutUserId", "uninspectable");
		assertThat(routes(body.at("/ownership/guarded"))).contains(
				entry("GET /api/{user_id}/items", "path variable user_id"),
				entry("* /files/{user_id}/**", "path variable user_id"));
		assertThat(routes(body.at("/ownership/withoutUserId"))).contains(
				entry("GET /api/{uid}/letters", "{uid} looks like a user id"),
				entry("GET /actuator/jwtsecurity", "no path variable of [user_id, userId]"));
		assertThat(routes(body.at("/ownership/uninspectable")))
			.containsExactly(entry("* /plain/*", "only the servlet 'plain' knows its paths"));
		assertThat(body.at("/rateLimits/store").asString()).isEqualTo("memory");
		assertThat(body.at("/rateLimits/limits/login.per-account").asString()).isEqualTo("7/2m");
		assertThat(body.at("/stores/accounts").asString()).isEqualTo("jdbc");
		assertThat(body.at("/stores/sessions").asString()).isEqualTo("jdbc");
		assertThat(texts(body.at("/stores/audit"))).containsExactly("actuator", "jdbc", "log");
	}

	@Test
	void getThenNamesTheKeysAndNothingOfThem() {
		Answer signedUp = application.http()
			.post("/api/auth/signup", "{\"email\":\"alice@example.com\",\"password\":\"Correct-horse-1\"}");
		String kid = TestTokens.header(signedUp.token()).path("kid").asString();
		Answer answer = describe(application);
		assertThat(texts(answer.json().at("/keys/keyIds"))).hasSize(2).first().isEqualTo(kid);
		assertThat(answer.text()).doesNotContain(TestTokens.SECRET, PREVIOUS, "alice@example.com", signedUp.userId());
	}

	@Test
	void getWhenNoTokenThenRefused() {
		application.http().get(PATH).refused(401, "token_missing");
	}

	@Test
	void getWhenNotExposedThenNotFound() {
		try (AccountApplication.Running other = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { AllAutoConfigurations.class })) {
			assertThat(other.context().getBeanNamesForType(JwtSecurityActuatorEndpoint.class)).isEmpty();
			assertThat(describe(other).text()).endsWith(".NoResourceFoundException");
		}
	}

	@Test
	void writeThenNotAllowed() {
		assertThat(application.http().post(PATH, "{}", bearer()).text())
			.endsWith(".HttpRequestMethodNotSupportedException");
	}

	@Test
	void getWhenDecoderIsTheApplicationsThenSaysSo() {
		try (AccountApplication.Running other = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { AllAutoConfigurations.class, OtherDecoder.class }, EXPOSED)) {
			assertThat(other.context().getBean(JwtSecurityActuatorEndpoint.class).describe().keys().decoder())
				.isEqualTo("application");
		}
	}

	private static Answer describe(AccountApplication.Running running) {
		return running.http().get(PATH, bearer());
	}

	private static String[] bearer() {
		return new String[] { "Authorization", "Bearer " + TestTokens.withScope("operator", "actuator") };
	}

	private static Map<String, String> routes(JsonNode array) {
		return array.valueStream()
			.collect(Collectors.toMap((route) -> route.path("route").asString(),
					(route) -> route.path("reason").asString()));
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

	@RestController
	static class Lookalike {

		@GetMapping("/api/{uid}/letters")
		String letters(@PathVariable("uid") String userId) {
			return userId;
		}

		@Bean
		ServletRegistrationBean<HttpServlet> plain() {
			ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new HttpServlet() {
			}, "/plain/*");
			registration.setName("plain");
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherDecoder {

		@Bean
		JwtDecoder decoder() {
			return (token) -> {
				throw new BadJwtException("no");
			};
		}

	}

}
