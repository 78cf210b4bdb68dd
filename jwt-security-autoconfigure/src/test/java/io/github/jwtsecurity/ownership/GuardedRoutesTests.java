package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.web.WebSecurityAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What start-up says about routes.
 */
@ExtendWith(OutputCaptureExtension.class)
class GuardedRoutesTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, OwnershipAutoConfiguration.class,
				WebSecurityAutoConfiguration.class, SecurityAutoConfiguration.class,
				ServletWebSecurityAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
				WebMvcAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void startThenOneLineWithTheCountAndDetailsAtDebug(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(GuardedRoutes.class.getName(), LogLevel.DEBUG);
		try {
			this.runner.withUserConfiguration(EveryKind.class).run((context) -> assertThat(context).hasNotFailed());
		}
		finally {
			logging.setLogLevel(GuardedRoutes.class.getName(), null);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("INFO") && line.contains("user id rule")))
			.singleElement()
			.asString()
			.contains("guards 7 route(s)", "[user_id, userId]");
		assertThat(output.getAll()).contains("Guarded: GET /a/{user_id}", "Guarded: * /b/{userId}/**",
				"Guarded: DELETE /c/{user_id:[a-z]+}/d", "Guarded: GET /fn/{user_id}",
				"Guarded: GET /nested/{userId}/x", "Guarded: * /view/{user_id}", "Guarded: * /rest/{*user_id}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "jwt-security.ownership.lookalikes=warn" })
	void startWhenLookalikeThenWarns(String property, CapturedOutput output) {
		runWithLookalikes(property).run((context) -> assertThat(context).hasNotFailed());
		for (String pattern : List.of("GET /x/{uid}", "GET /x/{user-id}/y", "GET /x/{userID}/z", "GET /x/{UserId}/q",
				"GET /x/{owner_user_id}/o", "GET /x/{user_uuid}/u")) {
			assertThat(output.getAll()).contains(pattern + " is not guarded");
		}
		assertThat(output.getAll()).doesNotContain("{id} is not guarded").contains("WARN");
	}

	@Test
	void startWhenLookalikeAndFailThenNamesRouteAndFix() {
		runWithLookalikes("jwt-security.ownership.lookalikes=fail").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new UnguardedRouteFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("GET /x/{uid} is not guarded");
			assertThat(analysis.getAction()).contains("jwt-security.ownership.variables",
					"jwt-security.ownership.lookalikes");
		});
	}

	@Test
	void startWhenLookalikeAndIgnoreThenSilent(CapturedOutput output) {
		runWithLookalikes("jwt-security.ownership.lookalikes=ignore")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).doesNotContain("is not guarded");
	}

	@Test
	void startWhenVariableIsConfiguredThenGuardedAndNoLookalike(CapturedOutput output) {
		runWithLookalikes("jwt-security.ownership.variables=uid,user-id,userID,UserId,owner_user_id,user_uuid")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("guards 6 route(s)").doesNotContain("is not guarded");
	}

	@Test
	void startWhenVariablesAreReplacedThenUsualNamesAreLookalikes(CapturedOutput output) {
		this.runner.withUserConfiguration(EveryKind.class)
			.withPropertyValues("jwt-security.ownership.variables=owner_id")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("guards 0 route(s)", "GET /a/{user_id} is not guarded",
				"* /b/{userId}/** is not guarded");
	}

	@Test
	void startWhenLazyThenStillReported(CapturedOutput output) {
		this.runner.withUserConfiguration(EveryKind.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("guards 7 route(s)");
	}

	@Test
	void startWhenMappingCannotBeGuardedThenWarns(CapturedOutput output) {
		HandlerMapping foreign = (request) -> new HandlerExecutionChain(new Object());
		this.runner.withBean("foreign", HandlerMapping.class, () -> foreign)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("cannot be guarded by the user id rule",
				"jwt-security.ownership.patterns");
	}

	@ParameterizedTest
	@ValueSource(strings = { "files/{user_id}", "/files/{id}", "/files/**" })
	void startWhenPatternIsUselessThenFails(String pattern) {
		this.runner.withPropertyValues("jwt-security.ownership.patterns=" + pattern)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.ownership.patterns"));
	}

	@Test
	void startWhenVariableIsBlankThenFails() {
		this.runner.withPropertyValues("jwt-security.ownership.variables[0]= ")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.ownership.variables must not have blank values"));
	}

	@Test
	void startWhenVariablesAreEmptyThenFails() {
		this.runner.withPropertyValues("jwt-security.ownership.variables=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.ownership.enabled=false"));
	}

	private WebApplicationContextRunner runWithLookalikes(String property) {
		WebApplicationContextRunner configured = this.runner.withUserConfiguration(Lookalikes.class);
		return property.isEmpty() ? configured : configured.withPropertyValues(property);
	}

	@RestController
	static class Lookalikes {

		@GetMapping("/x/{uid}")
		String uid() {
			return "";
		}

		@GetMapping("/x/{user-id}/y")
		String dashed() {
			return "";
		}

		@GetMapping("/x/{userID}/z")
		String upper() {
			return "";
		}

		@GetMapping("/x/{UserId}/q")
		String capital() {
			return "";
		}

		@GetMapping("/x/{owner_user_id}/o")
		String owner() {
			return "";
		}

		@GetMapping("/x/{user_uuid}/u")
		String uuid() {
			return "";
		}

		@GetMapping("/y/{id}")
		String harmless() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Annotated.class)
	static class EveryKind {

		@Bean
		RouterFunction<ServerResponse> functional() {
			return RouterFunctions.route()
				.GET("/fn/{user_id}", (request) -> ServerResponse.ok().build())
				.nest(RequestPredicates.path("/nested/{userId}"),
						(nested) -> nested.GET("/x", (request) -> ServerResponse.ok().build()))
				.GET("/fn/free/{id}", (request) -> ServerResponse.ok().build())
				.build();
		}

		@Bean
		SimpleUrlHandlerMapping byUrl() {
			ParameterizableViewController controller = new ParameterizableViewController();
			return new SimpleUrlHandlerMapping(
					Map.of("/view/{user_id}", controller, "/rest/{*user_id}", controller, "/free/{id}", controller));
		}

	}

	@RestController
	static class Annotated {

		@GetMapping({ "/a/{user_id}", "/a" })
		String get() {
			return "";
		}

		@RequestMapping("/b/{userId}/**")
		String any() {
			return "";
		}

		@DeleteMapping("/c/{user_id:[a-z]+}/d")
		String delete() {
			return "";
		}

	}

}
