package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RefusedPreflightLogTests {

	private static final String ALLOWED = "jwt-security.web.cors.allowed-origins=https://app.example";

	private static final String PATH = "/api/alice/items";

	private static final String METHOD = "Access-Control-Request-Method: GET";

	@Test
	void preflightWhenNoOriginIsAllowedThenOneHint(CapturedOutput output) {
		try (Application application = Application.start(GuardedApplication.class)) {
			for (int i = 0; i < 3; i++) {
				application.preflight("http://localhost:3000").refused(401, "token_missing");
			}
		}
		assertThat(hints(output)).singleElement()
			.asString()
			.contains(" WARN ")
			.endsWith("A preflight request from a page at http://localhost:3000 was refused. If that page may call this"
					+ " service, add the origin to jwt-security.web.cors.allowed-origins.");
	}

	@Test
	void preflightWhenChainOfTheApplicationThenHint(CapturedOutput output) {
		try (Application application = Application.start(OwnChain.class)) {
			application.preflight("http://localhost:3000").refused(401, "token_missing");
		}
		assertThat(hints(output)).hasSize(1);
	}

	@Test
	void preflightWhenOriginIsNotAllowedThenHint(CapturedOutput output) {
		try (Application application = Application.start(GuardedApplication.class, ALLOWED)) {
			for (int i = 0; i < 3; i++) {
				application.preflight("https://other.example").refused(403, "access_denied");
			}
			assertThat(application.preflight("https://app.example").status()).isEqualTo(200);
		}
		assertThat(hints(output)).singleElement().asString().contains(" https://other.example ");
	}

	@Test
	void sendWhenRefusedForAnotherReasonThenNoHint(CapturedOutput output) {
		String other = "Origin: https://other.example";
		try (Application application = Application.start(GuardedApplication.class, ALLOWED)) {
			application.http.get(PATH, other).refused(403, "access_denied");
			application.http.send("OPTIONS", PATH, other).refused(403, "access_denied");
			application.http
				.send("OPTIONS", PATH, "Origin: https://app.example", "Access-Control-Request-Method: TRACE")
				.refused(403, "access_denied");
		}
		try (Application application = Application.start(GuardedApplication.class)) {
			application.http.get(PATH, other, METHOD).refused(401, "token_missing");
			application.http.send("OPTIONS", PATH, other).refused(401, "token_missing");
			application.http.send("OPTIONS", PATH, METHOD).refused(401, "token_missing");
			application.preflight("http://localhost").refused(401, "token_missing");
		}
		assertThat(hints(output)).isEmpty();
	}

	@Test
	void preflightWhenNoBrowserSendsTheOriginThenSameResponseAndNoHint(CapturedOutput output) {
		List<String> origins = List.of("null", "*", "", "x", "http://", "https://other.example/",
				"https://other.example:443", "HTTPS://other.example", "https://other.example https://b.example",
				"https://other.example\u0000", "https://other.example\u001b[2J", "https://\u202e.example",
				"https://other.example\u0085WARN", "https://%0aWARN", "https://[fe80::1%25eth0]",
				"https://[fe80::1%eth0]", "http://a:99999999999", "https://other.example\r\nOrigin: https://b.example");
		try (Application application = Application.start(GuardedApplication.class)) {
			int[] before = origins.stream()
				.mapToInt(
						(origin) -> application.http.send("OPTIONS", PATH, "Origin: " + RawHttp.utf8(origin)).status())
				.toArray();
			int[] after = origins.stream()
				.mapToInt((origin) -> application.preflight(RawHttp.utf8(origin)).status())
				.toArray();
			assertThat(after).isEqualTo(before).containsOnly(400, 401);
			application.http.send("OPTIONS", PATH, "Origin: https://a.example", "Access-Control-Request-Method: \u0085")
				.refused(401, "token_missing");
		}
		assertThat(hints(output)).singleElement().asString().contains(" https://a.example ");
	}

	@Test
	void preflightWhenOriginIsLongThenTruncated(CapturedOutput output) {
		try (Application application = Application.start(GuardedApplication.class)) {
			application.preflight("https://" + "a.".repeat(2000) + "example").refused(401, "token_missing");
		}
		assertThat(hints(output)).singleElement().asString().hasSizeLessThan(1000);
	}

	@Test
	void preflightWhenManyOriginsThenTenHints(CapturedOutput output) {
		for (String property : List.of("x=y", ALLOWED)) {
			try (Application application = Application.start(GuardedApplication.class, property)) {
				for (int i = 0; i < 15; i++) {
					application.preflight("https://" + i + ".example");
				}
			}
		}
		assertThat(hints(output)).hasSize(20);
	}

	@ParameterizedTest
	@ValueSource(classes = { CorsSource.class, CorsOfChain.class, CorsOfServer.class })
	void preflightWhenCorsOfTheApplicationThenNoHint(Class<?> cors, CapturedOutput output) {
		try (Application application = Application.start(cors)) {
			Response allowed = application.preflight("https://app.example");
			assertThat(allowed.status()).isEqualTo(200);
			assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
			assertThat(application.preflight("https://other.example").status()).isEqualTo(403);
		}
		assertThat(hints(output)).isEmpty();
	}

	@Test
	void preflightWhenPathNeedsNoTokenThenAnsweredBySpringMvc(CapturedOutput output) {
		try (Application application = Application.start(GuardedApplication.class,
				"jwt-security.web.permit-all=/open/hello")) {
			Response response = application.http.send("OPTIONS", "/open/hello", "Origin: https://other.example",
					METHOD);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
		}
		assertThat(hints(output)).isEmpty();
	}

	private static List<String> hints(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("preflight request")).toList();
	}

	/**
	 * A running application.
	 *
	 * @param context the context
	 * @param http the client
	 */
	private record Application(ConfigurableApplicationContext context, RawHttp http) implements AutoCloseable {

		static Application start(Class<?> application, String... properties) {
			ConfigurableApplicationContext context = new SpringApplicationBuilder(application).properties(properties)
				.properties("server.port=0", "jwt-security.secret=" + TestTokens.SECRET)
				.run();
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			return new Application(context, new RawHttp(port));
		}

		Response preflight(String origin) {
			return this.http.send("OPTIONS", PATH, "Origin: " + origin, METHOD);
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain extends GuardedApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CorsSource extends GuardedApplication {

		@Bean
		UrlBasedCorsConfigurationSource corsConfigurationSource() {
			return source();
		}

		static UrlBasedCorsConfigurationSource source() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.addAllowedOrigin("https://app.example");
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration);
			return source;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CorsOfChain extends CorsSource {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.cors(Customizer.withDefaults());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CorsOfServer extends GuardedApplication {

		@Bean
		FilterRegistrationBean<CorsFilter> cors() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter(CorsSource.source()));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

}
