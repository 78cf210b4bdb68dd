package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.jwtsecurity.DebugLog;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.graphql.server.webmvc.GraphQlRequestPredicates;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link RouteInspector}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RouteInspectorTests {

	/** The variables that look like a user id, by their routes. */
	private static final Map<String, String> LOOKALIKES = Map.ofEntries(Map.entry("GET /x/{uid}", "uid"),
			Map.entry("GET /x/{user-id}/y", "user-id"), Map.entry("GET /x/{userID}/z", "userID"),
			Map.entry("GET /x/{UserId}/q", "UserId"), Map.entry("GET /x/{owner_user_id}/o", "owner_user_id"),
			Map.entry("GET /x/{user_uuid}/u", "user_uuid"), Map.entry("GET /x/{accountId}/a", "accountId"),
			Map.entry("GET /x/{owner_id}/b", "owner_id"), Map.entry("GET /x/{Customer-ID}/c", "Customer-ID"),
			Map.entry("GET /x/{memberid}/d", "memberid"), Map.entry("GET /x/{profileId}/e", "profileId"),
			Map.entry("GET /users/{id}/orders", "id"), Map.entry("GET /people/{id}", "id"),
			Map.entry("GET /x/v1/Accounts/{ID:\\d+}", "ID"));

	/** The routes that cannot be read, with the beginning of the reason. */
	private static final Map<String, String> UNINSPECTABLE = Map.of(NotInspectable.class.getName() + "$ByName",
			"a handler mapping without readable paths", NotInspectable.class.getName() + "$Handler",
			"the predicate " + NotInspectable.class.getName() + " of a router function hides the path below /deep",
			NotInspectable.class.getName() + "$Negated", "the negated predicate /here of a router function",
			NotInspectable.class.getName() + "$Either", "the predicate " + NotInspectable.class.getName(),
			NotInspectable.class.getName() + "$Lookup", "the resource lookup of a router function hides the path",
			NotInspectable.class.getName() + "$Router", "a router function of a type that cannot be read",
			NotInspectable.class.getName() + "$Rewritten",
			"the predicate " + NotInspectable.class.getName() + "$Rewriting of a router function hides the path",
			"org.springframework.web.servlet.function.PredicateResourceLookupFunction",
			"the predicate " + NotInspectable.class.getName(), NotInspectable.class.getName() + "$GraphQl",
			"the predicate org.springframework.graphql.server.webmvc.GraphQlRequestPredicates");

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void startThenOneLineWithTheCountAndDetailsAtDebug(CapturedOutput output) {
		DebugLog.during(RouteInspector.class, () -> this.runner.withUserConfiguration(EveryKind.class)
			.run((context) -> assertThat(context).hasNotFailed()));
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
		assertThat(warnings(output)).hasSize(LOOKALIKES.size());
		LOOKALIKES.forEach((route, variable) -> assertThat(warnings(output)).as(route)
			.filteredOn((line) -> line.contains(route + ": {" + variable + "} looks like a user id but is not guarded"))
			.singleElement()
			.asString()
			.contains("jwt-security.ownership.variables",
					"add " + route.substring("GET ".length()) + " to jwt-security.ownership.acknowledged"));
	}

	@Test
	void startWhenLookalikeAndFailThenNamesRouteAndFix() {
		runWithLookalikes("jwt-security.ownership.lookalikes=fail").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new UnsettledRoutesFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("GET /x/{uid}: {uid} looks like a user id")
				.contains("jwt-security.ownership.variables", "jwt-security.ownership.acknowledged");
			assertThat(analysis.getAction()).contains("jwt-security.ownership.lookalikes");
		});
	}

	@Test
	void startWhenLookalikeAndIgnoreThenSilent(CapturedOutput output) {
		runWithLookalikes("jwt-security.ownership.lookalikes=ignore")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void startWhenVariableIsConfiguredThenGuardedAndNoLookalike(CapturedOutput output) {
		runWithLookalikes("jwt-security.ownership.variables=" + String.join(",", new TreeSet<>(LOOKALIKES.values())))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("guards %d route(s)".formatted(LOOKALIKES.size() + 3));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void startWhenVariablesAreReplacedThenUsualNamesAreLookalikes(CapturedOutput output) {
		this.runner.withUserConfiguration(EveryKind.class)
			.withPropertyValues("jwt-security.ownership.variables=owner_id")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("guards 0 route(s)", "GET /a/{user_id}: {user_id} looks like a user id",
				"* /b/{userId}/**: {userId} looks like a user id");
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
	void startWhenLookalikesAreAcknowledgedThenStartsAndReportSaysSo() {
		runWithLookalikes("jwt-security.ownership.lookalikes=fail")
			.withPropertyValues("jwt-security.ownership.acknowledged=/x/**,/users/{id}/orders,/people/{id}")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				RouteReport report = context.getBean(RouteInspector.class).report();
				assertThat(report.unsettled()).isEmpty();
				assertThat(report.with(Verdict.WITHOUT_USER_ID))
					.extracting(InspectedRoute::route, InspectedRoute::reason)
					.contains(tuple("GET /x/{uid}", "acknowledged: {uid} looks like a user id"),
							tuple("GET /users/{id}/orders", "acknowledged: {id} looks like a user id"));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/x/{name}", "/x", "/users/*/orders", "/users/{user}/orders" })
	void startWhenAnotherPatternIsAcknowledgedThenStillFails(String acknowledged) {
		runWithLookalikes("jwt-security.ownership.lookalikes=fail")
			.withPropertyValues("jwt-security.ownership.acknowledged=" + acknowledged)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("GET /x/{uid}: {uid} looks like a user id"));
	}

	@Test
	void startWhenNotInspectableThenOneWarningEachWithRemedy(CapturedOutput output) {
		this.runner.withUserConfiguration(NotInspectable.class)
			.withPropertyValues("spring.web.resources.add-mappings=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(RouteInspector.class).report().with(Verdict.UNINSPECTABLE))
					.extracting(InspectedRoute::pattern)
					.containsExactlyInAnyOrderElementsOf(UNINSPECTABLE.keySet());
				assertThat(context.getBean(RouteInspector.class).report().routes()).extracting(InspectedRoute::route)
					.contains("* /deep")
					.doesNotContain("* ", "* /**");
			});
		assertThat(warnings(output)).hasSameSizeAs(UNINSPECTABLE.keySet());
		UNINSPECTABLE.forEach((name, reason) -> assertThat(warnings(output)).as(name)
			.filteredOn((line) -> line
				.contains("* " + name + " cannot be inspected, so the user id rule may not guard it: " + reason))
			.singleElement()
			.asString()
			.contains("jwt-security.ownership.patterns", "add " + name + " to jwt-security.ownership.acknowledged"));
	}

	@Test
	void startWhenNotInspectableAndFailThenNamesAll() {
		this.runner.withUserConfiguration(NotInspectable.class)
			.withPropertyValues("jwt-security.ownership.uninspectable=fail")
			.run((context) -> {
				FailureAnalysis analysis = new UnsettledRoutesFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains(UNINSPECTABLE.keySet());
				assertThat(analysis.getAction()).contains("jwt-security.ownership.uninspectable");
			});
	}

	@Test
	void startWhenNotInspectableAndAcknowledgedThenStarts() {
		this.runner.withUserConfiguration(NotInspectable.class)
			.withPropertyValues("jwt-security.ownership.uninspectable=fail",
					"jwt-security.ownership.acknowledged=" + String.join(",", UNINSPECTABLE.keySet()))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenNotInspectableAndIgnoreThenSilent(CapturedOutput output) {
		this.runner.withUserConfiguration(NotInspectable.class)
			.withPropertyValues("jwt-security.ownership.uninspectable=ignore")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void startWhenLambdasThenAcknowledgementIsForOne() {
		String name = Lambdas.class.getName();
		List<String> names = List.of(name + " (bean 'one')", name + " (bean 'other')", name + " (lambda 1 of 2)",
				name + " (lambda 2 of 2)");
		this.runner.withUserConfiguration(Lambdas.class)
			.withPropertyValues("jwt-security.ownership.acknowledged=" + name)
			.run((context) -> assertThat(context.getBean(RouteInspector.class).report().unsettled())
				.extracting(InspectedRoute::pattern)
				.containsExactlyInAnyOrderElementsOf(names));
		this.runner.withUserConfiguration(Lambdas.class)
			.withPropertyValues("jwt-security.ownership.uninspectable=fail",
					"jwt-security.ownership.acknowledged=" + String.join(",", names))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenPredicateCanBeReadThenNotReported(CapturedOutput output) {
		this.runner.withUserConfiguration(Readable.class).run((context) -> {
			assertThat(context).hasNotFailed();
			RouteReport report = context.getBean(RouteInspector.class).report();
			assertThat(report.with(Verdict.GUARDED)).extracting(InspectedRoute::route)
				.containsExactlyInAnyOrder("* /and/{user_id}", "GET /or/{user_id}", "* /lambda-nest/{user_id}",
						"GET /files/{user_id}/**", "GET /nest/files/{user_id}/**", "GET /one/{user_id}/cv.pdf",
						"* /all/{user_id}", "* /headers/{user_id}");
			assertThat(report.with(Verdict.WITHOUT_USER_ID)).extracting(InspectedRoute::route)
				.contains("POST /**", "GET /or/else", "GET /public/**", "POST /graphql", "* /**");
		});
		assertThat(warnings(output)).isEmpty();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" WARN ") && line.contains(RouteInspector.class.getSimpleName()))
			.toList();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "files/{user_id}", "/files/{id}", "/files/**", "/files/../{user_id}/**", "/%2e/{user_id}/**" })
	void startWhenPatternIsUselessThenFails(String pattern) {
		this.runner.withPropertyValues("jwt-security.ownership.patterns=" + pattern)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.ownership.patterns"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/files/**/{user_id}", "/files/{user_id", "/files/{user_id}/{user_id}" })
	void startWhenPatternIsMalformedThenFailureNamesPropertyAndRemedy(String pattern) {
		this.runner.withPropertyValues("jwt-security.ownership.patterns=" + pattern)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageStartingWith(
						"jwt-security.ownership.patterns: %s is not a path pattern (".formatted(pattern))
				.hasMessageEndingWith("use ** only at the end, and * or a variable for a single segment, as in"
						+ " /files/*/{user_id}/**"));
	}

	@Test
	void startWhenAcknowledgedPatternIsMalformedThenOnlyThatPatternIsAcknowledged() {
		runWithLookalikes("jwt-security.ownership.lookalikes=fail")
			.withPropertyValues("jwt-security.ownership.acknowledged=/x/**/y")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("GET /x/{user-id}/y: {user-id}"));
	}

	@Test
	void startWhenVariableIsBlankThenFails() {
		this.runner.withPropertyValues("jwt-security.ownership.variables[0]= ")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.ownership.variables must not have blank values"));
	}

	@Test
	void startWhenBypassAuthorityIsBlankThenFails() {
		this.runner.withPropertyValues("jwt-security.ownership.bypass-authorities=ROLE_support,,ROLE_admin")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.ownership.bypass-authorities must not have blank values"));
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

		@GetMapping({ "/x/{accountId}/a", "/x/{owner_id}/b", "/x/{Customer-ID}/c", "/x/{memberid}/d",
				"/x/{profileId}/e", "/users/{id}/orders", "/people/{id}", "/x/v1/Accounts/{ID:\\d+}" })
		String wider() {
			return "";
		}

		@GetMapping({ "/y/{id}", "/users/tasks/{id}", "/usersets/{id}", "/users/{key}", "/account/{number}" })
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

	@Configuration(proxyBeanMethods = false)
	static class NotInspectable {

		@Bean
		HandlerMapping byName() {
			return new ByName();
		}

		@Bean
		RouterFunction<ServerResponse> hidden() {
			return RouterFunctions.route()
				.path("/deep",
						(nested) -> nested.route((request) -> request.path().endsWith("x"), new Handler())
							.GET("/{id}", new Handler()))
				.route(RequestPredicates.path("/here").negate(), new Negated())
				.route(RequestPredicates.path("/there").or((request) -> true), new Either())
				.resources(new Lookup())
				.resource(RequestPredicates.path("/file").or((request) -> true), new ClassPathResource("of-users/x"))
				.nest(new Rewriting(), (nested) -> nested.GET("/{id}", new Rewritten()))
				.route(GraphQlRequestPredicates.graphQlHttp("/api/{user_id}/graphql"), new GraphQl())
				.add(new Router())
				.build();
		}

		static class ByName implements HandlerMapping {

			@Override
			public HandlerExecutionChain getHandler(HttpServletRequest request) {
				return null;
			}

		}

		static class Handler implements HandlerFunction<ServerResponse> {

			@Override
			public ServerResponse handle(ServerRequest request) {
				return ServerResponse.ok().build();
			}

		}

		static class Negated extends Handler {

		}

		static class Either extends Handler {

		}

		static class GraphQl extends Handler {

		}

		static class Rewritten extends Handler {

		}

		static class Rewriting implements RequestPredicate {

			@Override
			public boolean test(ServerRequest request) {
				return false;
			}

			@Override
			public Optional<ServerRequest> nest(ServerRequest request) {
				return Optional.empty();
			}

		}

		static class Lookup implements Function<ServerRequest, Optional<Resource>> {

			@Override
			public Optional<Resource> apply(ServerRequest request) {
				return Optional.empty();
			}

		}

		static class Router implements RouterFunction<ServerResponse> {

			@Override
			public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
				return Optional.empty();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lambdas {

		@Bean
		HandlerMapping one() {
			return (request) -> null;
		}

		@Bean
		HandlerMapping other() {
			return (request) -> null;
		}

		@Bean
		RouterFunction<ServerResponse> hidden() {
			HandlerFunction<ServerResponse> ok = (request) -> ServerResponse.ok().build();
			return RouterFunctions.route()
				.route((request) -> request.path().startsWith("/a"), ok)
				.route((request) -> request.path().startsWith("/b"), ok)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Readable {

		@Bean
		RouterFunction<ServerResponse> readable() {
			HandlerFunction<ServerResponse> ok = (request) -> ServerResponse.ok().build();
			Resource location = new ClassPathResource("of-users/");
			return RouterFunctions.route()
				.route(RequestPredicates.path("/and/{user_id}").and((request) -> true), ok)
				.route(RequestPredicates.GET("/or/{user_id}").or(RequestPredicates.GET("/or/else")), ok)
				.nest((request) -> true, (nested) -> nested.route(RequestPredicates.path("/lambda-nest/{user_id}"), ok))
				.POST(ok)
				.resources("/public/**", location)
				.resources("/files/{user_id}/**", location)
				.path("/nest", (nested) -> nested.resources("/files/{user_id}/**", location))
				.resource(RequestPredicates.GET("/one/{user_id}/cv.pdf"), new ClassPathResource("of-users/x"))
				.path("/all/{user_id}", (nested) -> nested.route(RequestPredicates.all(), ok))
				.path("/headers/{user_id}", (nested) -> nested.route(RequestPredicates.headers((headers) -> true), ok))
				.route(GraphQlRequestPredicates.graphQlHttp("/graphql"), ok)
				.route(RequestPredicates.all(), ok)
				.build();
		}

	}

}
