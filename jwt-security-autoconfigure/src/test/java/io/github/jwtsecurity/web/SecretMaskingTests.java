package io.github.jwtsecurity.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the masking of secrets, and of all texts that they consist of, in Actuator.
 */
class SecretMaskingTests {

	private static final String ONE = "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4nQd6wEr1yUi3o";

	private static final String TWO = "Zw8RkPq4LmXc7NvBt2YhGd5JsFa9KuEoWq3eRt6yUi9oPa2s";

	private static final String THREE = "mY6TgVb3HnJu8KiLo1PqAzSw2XdCe5RfVg7bHn0jMk4lPo1i";

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void getWhenTextGoesIntoSecretThenMaskedInAllSources(String description, Map<String, String> variables,
			Map<String, String> high, Map<String, String> low) {
		try (ConfigurableApplicationContext context = start(variables, high, low)) {
			JsonHttp http = http(context);
			for (String path : List.of("/actuator/env", "/actuator/configprops",
					"/actuator/configprops/jwt-security")) {
				Answer answer = http.get(path);
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.text()).as(path)
					.doesNotContain(ONE, TWO, THREE)
					.contains("******", "an innocent text");
			}
			Stream.of(variables, high, low)
				.flatMap((source) -> source.keySet().stream())
				.filter((name) -> !name.equals("an.innocent") && !name.equals("jwt-security.stage")
						&& !name.matches("jwt-security.issuers.*(issuer|prefix)"))
				.forEach((name) -> assertMasked(
						http.get("/actuator/env/" + URLEncoder.encode(name, StandardCharsets.UTF_8)), name));
		}
	}

	private static void assertMasked(Answer answer, String name) {
		List<JsonNode> values = answer.json().findValues("value");
		assertThat(values).as(name)
			.isNotEmpty()
			.extracting(JsonNode::asString)
			.allSatisfy((value) -> assertThat(value).isEqualTo("******"));
	}

	static Stream<Arguments> getWhenTextGoesIntoSecretThenMaskedInAllSources() {
		return Stream.of(
				masked("prefix", Map.of("SOME_VAR", ONE), Map.of("jwt-security.secret", "base64:${SOME_VAR}"),
						Map.of()),
				masked("secret with prefix and copy without", Map.of("COPY", ONE),
						Map.of("jwt-security.secret", "base64:" + ONE), Map.of()),
				masked("concatenation", Map.of("PART_A", ONE, "PART_B", TWO),
						Map.of("jwt-security.secret", "prefix-${PART_A}-${PART_B}"), Map.of()),
				masked("short parts", Map.of("KEY_A", "a1", "KEY_B", "b2", "COPY", "a1"),
						Map.of("jwt-security.secret", "${KEY_A}" + ONE + "${KEY_B}"), Map.of()),
				masked("property between", Map.of("INNER", ONE),
						Map.of("jwt-security.secret", "${outer.secret}", "outer.secret", "base64:${INNER}"), Map.of()),
				masked("default in use", Map.of("FALLBACK", ONE),
						Map.of("jwt-security.secret", "${NOT_SET:${NOT_SET_EITHER:${FALLBACK}}}"), Map.of()),
				masked("default that is a text", Map.of("COPY", ONE),
						Map.of("jwt-security.secret", "${NOT_SET:" + ONE + "}"), Map.of()),
				masked("default that is not in use", Map.of("IN_USE", ONE, "FALLBACK", TWO),
						Map.of("jwt-security.secret", "${IN_USE:${FALLBACK}}"), Map.of()),
				masked("variable for the property", Map.of("JWTSECURITY_SECRET", ONE), Map.of(), Map.of()),
				masked("variable for the property in the older form", Map.of("JWT_SECURITY_SECRET", ONE), Map.of(),
						Map.of()),
				masked("variable for a placeholder", Map.of("MY_SECRETTEXT", ONE),
						Map.of("jwt-security.secret", "${my.secret-text}"), Map.of("my.secretText", TWO)),
				masked("placeholder in a variable", Map.of("JWTSECURITY_SECRET", "${REAL}", "REAL", ONE), Map.of(),
						Map.of()),
				masked("several sources", Map.of("SOME_VAR", ONE),
						Map.of("SOME_VAR", TWO, "jwt-security.secret", "${SOME_VAR}"), Map.of("SOME_VAR", THREE)),
				masked("source that is overridden", Map.of("OVERRIDDEN", ONE), Map.of("jwt-security.secret", TWO),
						Map.of("jwt-security.secret", "${OVERRIDDEN}")),
				masked("computed name", Map.of("SECRET_OF_LIVE", ONE),
						Map.of("jwt-security.secret", "${secret.of.${jwt-security.stage}}", "jwt-security.stage",
								"live"),
						Map.of()),
				masked("several previous secrets in one text", Map.of("OLD", ONE + "," + TWO, "COPY", TWO),
						Map.of("jwt-security.secret", THREE, "jwt-security.previous-secrets", "${OLD}"), Map.of()),
				masked("list of previous secrets", Map.of("OLD_ONE", ONE, "OLD_TWO", TWO),
						Map.of("jwt-security.secret", THREE, "jwt-security.previous-secrets[0]", "${OLD_ONE}",
								"jwt-security.previous-secrets[1]", "base64:${OLD_TWO}"),
						Map.of()),
				masked("variables for previous secrets",
						Map.of("JWTSECURITY_PREVIOUSSECRETS_0", ONE, "JWTSECURITY_PREVIOUSSECRETS_1", "${OLD}", "OLD",
								TWO),
						Map.of("jwt-security.secret", THREE), Map.of()),
				masked("secret of a further issuer",
						Map.of("SHOP_KEY", ONE, "JWTSECURITY_ISSUERS_SHOP_PREVIOUSSECRETS_0", TWO, "COPY", TWO),
						Map.of("jwt-security.secret", THREE, "jwt-security.issuers.shop.secret", "${SHOP_KEY}"),
						Map.of("jwt-security.issuers.shop.issuer", "another innocent text",
								"jwt-security.issuers.shop.user-id-prefix", "an innocent text")),
				masked("command line", Map.of("JAVA_OPTIONS", "java -jar app.jar --jwt-security.secret=" + ONE),
						Map.of("jwt-security.secret", ONE), Map.of()),
				masked("JSON", Map.of("VCAP_SERVICES", "{\"key\":\"" + ONE + "\\\"\\\\" + TWO + "\"}"),
						Map.of("jwt-security.secret", ONE + "\"\\" + TWO), Map.of()));
	}

	private static Arguments masked(String description, Map<String, String> variables, Map<String, String> high,
			Map<String, String> low) {
		return Arguments.of(description, variables, high, low);
	}

	@Test
	void getWhenTextOnlyLooksLikeAPartThenShown() {
		Map<String, String> properties = Map.of("jwt-security.secret", "${PART}" + ONE, "longer.name", "contains a1b2",
				"part.two", "two");
		try (ConfigurableApplicationContext context = start(Map.of("PART", "a1b2", "PARTY", "three"), properties,
				Map.of())) {
			assertThat(http(context).get("/actuator/env").text()).contains("contains a1b2", "\"two\"", "\"three\"")
				.doesNotContain("\"a1b2\"");
		}
	}

	private static ConfigurableApplicationContext start(Map<String, String> variables, Map<String, String> high,
			Map<String, String> low) {
		return new SpringApplicationBuilder(OpenActuator.class)
			.properties("server.port=0", "an.innocent=an innocent text", "jwt-security.issuer=an innocent text",
					"management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
					"management.endpoint.configprops.show-values=always")
			.initializers((context) -> {
				MutablePropertySources sources = context.getEnvironment().getPropertySources();
				sources.addFirst(new MapPropertySource("low", new HashMap<>(low)));
				sources
					.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", new HashMap<>(variables)));
				sources.addFirst(new MapPropertySource("high", new HashMap<>(high)));
			})
			.run();
	}

	private static JsonHttp http(ConfigurableApplicationContext context) {
		return new JsonHttp(((WebServerApplicationContext) context).getWebServer().getPort());
	}

	/**
	 * An application whose properties Actuator shows. A filter chain opens all endpoints,
	 * since each test has another secret to sign tokens with.
	 */
	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@ImportAutoConfiguration({ ConfigurationPropertiesReportEndpointAutoConfiguration.class,
			EndpointAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
			JacksonEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
			ServletManagementContextAutoConfiguration.class, WebEndpointAutoConfiguration.class })
	static class OpenActuator {

		@Bean
		SecurityFilterChain actuator(HttpSecurity http) {
			http.securityMatcher(EndpointRequest.toAnyEndpoint());
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

}
