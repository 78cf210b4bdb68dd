package io.github.jwtsecurity.ownership;

import java.util.List;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.HttpRequestHandlerServlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the context of a management port, with and without routes of the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class ManagementContextTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	@Test
	void startWhenThereAreOnlyActuatorsRoutesThenNothingIsReported(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("test.management-tools=false",
				"jwt-security.ownership.uninspectable=fail", "jwt-security.ownership.lookalikes=fail")) {
			assertThat(report(context).with(Verdict.UNINSPECTABLE)).isEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains("The user id rule guards"))).hasSize(1);
		}
	}

	@Test
	void startWhenThereAreRoutesThenInspectedAndGuarded(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("test.management-tools=true")) {
			assertThat(routes(report(context).with(Verdict.GUARDED))).containsExactly("GET /api/{user_id}",
					"GET /tools/{user_id}");
			assertThat(routes(report(context).unsettled())).containsExactly("GET /tools/by/{uid}", "* /plain/*");
			assertThat(report(context).routes()).doesNotHaveDuplicates();
			assertThat(output).contains("GET /tools/by/{uid}: {uid} looks like a user id",
					"* /plain/* cannot be inspected");
			RawHttp http = new RawHttp(
					context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
			assertThat(http.get("/tools/alice", ALICE).body()).isEqualTo("of alice");
			http.get("/tools/bob", ALICE).refused(403, "not_owner");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lookalikes", "uninspectable" })
	void startWhenRouteIsUnsettledAndFailThenFails(String property) {
		assertThatException()
			.isThrownBy(() -> start("test.management-tools=true", "jwt-security.ownership." + property + "=fail"))
			.withRootCauseInstanceOf(UnsettledRoutesException.class);
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "management.server.port=0", "jwt-security.secret=" + TestTokens.SECRET)
			.properties(properties)
			.run();
	}

	private static RouteReport report(ConfigurableApplicationContext context) {
		return context.getBean(RouteInspector.class).report();
	}

	private static List<String> routes(List<InspectedRoute> routes) {
		return routes.stream().map(InspectedRoute::route).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Api.class)
	static class Application {

	}

	@RestController
	static class Api {

		@GetMapping("/api/{user_id}")
		String api(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

	@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
	@ConditionalOnProperty("test.management-tools")
	@Import(ToolController.class)
	static class Tools {

		@Bean
		ServletRegistrationBean<HttpRequestHandlerServlet> plain() {
			return new ServletRegistrationBean<>(new HttpRequestHandlerServlet(), "/plain/*");
		}

	}

	@RestController
	static class ToolController {

		@GetMapping("/tools/{user_id}")
		String tool(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		@GetMapping("/tools/by/{uid}")
		String by(@PathVariable("uid") String uid) {
			return uid;
		}

	}

}
