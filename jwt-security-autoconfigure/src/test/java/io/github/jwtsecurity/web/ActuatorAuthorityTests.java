package io.github.jwtsecurity.web;

import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the authorities that Actuator endpoints require.
 */
class ActuatorAuthorityTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	private static final String OPERATOR = "Authorization: Bearer " + TestTokens.withScope("operator", "actuator");

	private static final List<String> ENDPOINTS = List.of("env", "beans", "threaddump", "loggers", "jwtsecurity",
			"env/java.home", "conditions");

	@Test
	void getWhenNoAuthorityIsConfiguredThenNobody() {
		try (Server server = start(Application.class)) {
			for (String endpoint : ENDPOINTS) {
				server.http().get("/actuator/" + endpoint).refused(401, "token_missing");
				server.http().get("/actuator/" + endpoint, ALICE).refused(403, "access_denied");
				server.http().get("/actuator/" + endpoint, OPERATOR).refused(403, "access_denied");
			}
			server.http().get("/actuator", ALICE).refused(403, "access_denied");
			server.http().send("POST", "/actuator/loggers/ROOT", ALICE).refused(403, "access_denied");
			assertThat(server.http().get("/actuator/health").status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Application.class, OwnChain.class })
	void getWhenAuthorityIsConfiguredThenThoseWhoHaveIt(Class<?> application) {
		try (Server server = start(application, "jwt-security.web.actuator-authorities=SCOPE_other,SCOPE_actuator")) {
			assertOnlyOperator(server.http(), "/actuator/");
			server.http().get("/actuator", ALICE).refused(403, "access_denied");
			assertThat(server.http().get("/actuator", OPERATOR).status()).isEqualTo(200);
			assertThat(server.http()
				.send("POST", "/actuator/loggers/ROOT", OPERATOR, "Content-Type: application/json", "Content-Length: 0")
				.status()).isNotIn(401, 403);
		}
	}

	@Test
	void getWhenPermittedForAllThenAuthorityIsStillNeeded() {
		try (Server server = start(Application.class, "jwt-security.web.permit-all=/actuator/**,GET /actuator/env",
				"jwt-security.web.actuator-authorities=SCOPE_actuator")) {
			assertOnlyOperator(server.http(), "/actuator/");
		}
	}

	@Test
	void getWhenManagementHasItsOwnPortThenAuthorityIsNeededThere() {
		try (Server server = start(Application.class, "management.server.port=0",
				"jwt-security.web.actuator-authorities=SCOPE_actuator")) {
			assertOnlyOperator(server.management(), "/actuator/");
			assertThat(server.management().get("/actuator/health").status()).isEqualTo(200);
			assertThat(server.http().get("/actuator/env", OPERATOR).status()).isEqualTo(404);
			assertThat(server.http().get("/actuator/health").status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/ops/it" })
	void getWhenBasePathIsAnotherThenAuthorityIsNeededThere(String basePath) {
		String prefix = basePath.endsWith("/") ? basePath : basePath + "/";
		try (Server server = start(Application.class, "management.endpoints.web.base-path=" + basePath,
				"management.endpoints.web.path-mapping.beans=kinds/of-beans",
				"jwt-security.web.actuator-authorities=SCOPE_actuator")) {
			List<String> endpoints = new ArrayList<>(ENDPOINTS);
			endpoints.remove("beans");
			endpoints.add("kinds/of-beans");
			assertOnlyOperator(server.http(), prefix, endpoints);
			assertThat(server.http().get(prefix + "health").status()).isEqualTo(200);
			assertThat(server.http().get("/actuator/env", OPERATOR).status()).isEqualTo(404);
		}
	}

	@Test
	void getWhenBasePathIsRootOnAnotherPortThenAuthorityIsNeededThere() {
		try (Server server = start(Application.class, "management.server.port=0",
				"management.endpoints.web.base-path=/", "server.servlet.context-path=/app",
				"jwt-security.web.actuator-authorities=SCOPE_actuator")) {
			assertOnlyOperator(server.management(), "/");
			server.management().get("/", ALICE).refused(403, "access_denied");
			assertThat(server.management().get("/", OPERATOR).status()).isEqualTo(200);
			assertThat(server.management().get("/health").status()).isEqualTo(200);
		}
	}

	private static void assertOnlyOperator(RawHttp http, String prefix) {
		assertOnlyOperator(http, prefix, ENDPOINTS);
	}

	private static void assertOnlyOperator(RawHttp http, String prefix, List<String> endpoints) {
		for (String endpoint : endpoints) {
			http.get(prefix + endpoint).refused(401, "token_missing");
			http.get(prefix + endpoint, ALICE).refused(403, "access_denied");
			assertThat(http.get(prefix + endpoint, OPERATOR).status()).as(endpoint).isEqualTo(200);
		}
	}

	private static Server start(Class<?> application, String... properties) {
		return new Server(new SpringApplicationBuilder(application)
			.properties("server.port=0", "jwt-security.secret=" + TestTokens.SECRET,
					"management.endpoints.web.exposure.include=*")
			.properties(properties)
			.run());
	}

	/**
	 * A running application.
	 *
	 * @param context its context
	 */
	private record Server(ConfigurableApplicationContext context) implements AutoCloseable {

		RawHttp http() {
			return new RawHttp(((ServletWebServerApplicationContext) this.context).getWebServer().getPort());
		}

		RawHttp management() {
			return new RawHttp(
					this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnChain {

		@Bean
		SecurityFilterChain everythingGoes(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
			return http.build();
		}

	}

}
