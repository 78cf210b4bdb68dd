package io.github.jwtsecurity.test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.MatrixVariable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.DefaultServletHandlerConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;
import org.springframework.web.servlet.mvc.ServletWrappingController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link GuardedRoutesAssert}. For the holes of a whole application, see
 * {@link HoleyApplicationTests}.
 */
class GuardedRoutesAssertTests {

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void settledWhenRuleIsDisabledThenFailsAndSaysSo() {
		this.runner.withPropertyValues("jwt-security.ownership.enabled=false")
			.run((context) -> assertThat(problems(context)).singleElement()
				.asString()
				.contains("no route is guarded", "jwt-security.ownership.enabled is false"));
	}

	@Test
	void settledWhenNotAServletApplicationThenFails() {
		new ApplicationContextRunner().run((context) -> assertThat(problems(context)).singleElement()
			.asString()
			.contains("not that of a servlet application"));
	}

	@Test
	void settledWhenUserIdIsInputThenFails() {
		this.runner.withUserConfiguration(Inputs.class)
			.run((context) -> assertThat(problems(context)).extracting((problem) -> problem.split(" looks like")[0])
				.containsExactlyInAnyOrder("- GET /a: the request parameter 'user_id'",
						"- GET /b: the header 'X-User-Id'", "- GET /c: the cookie 'userId'",
						"- GET /d: the matrix variable 'ownerId'", "- GET /e: the request parameter 'uid'",
						"- POST /f: the property 'user_id' of Nested", "- POST /g: the property 'accountId' of Form",
						"- POST /h: the property 'accountId' of Form", "- POST /i: the property 'accountId' of Form"));
	}

	@Test
	void settledWhenHandlerIsAcknowledgedThenOnlyThatOne() {
		this.runner.withUserConfiguration(Inputs.class)
			.withPropertyValues("jwt-security.ownership.acknowledged=" + Inputs.Api.class.getName() + "#a")
			.run((context) -> assertThat(problems(context)).hasSize(8)
				.noneMatch((problem) -> problem.startsWith("- GET /a:")));
		this.runner.withUserConfiguration(Inputs.class)
			.withPropertyValues("jwt-security.ownership.acknowledged=/**")
			.run((context) -> assertThat(problems(context)).hasSize(9));
	}

	@Test
	void settledWhenMethodReadsPathThenPatternForAllPathsIsEnough() {
		this.runner.withUserConfiguration(Readers.class)
			.withPropertyValues("jwt-security.ownership.patterns=/archive/{user_id}/**")
			.run((context) -> assertThat(problems(context)).singleElement().asString().startsWith("- GET|POST /**: "));
		this.runner.withUserConfiguration(Readers.class)
			.withPropertyValues("jwt-security.ownership.patterns=/archive/private/{user_id}/**")
			.run((context) -> assertThat(problems(context)).hasSize(2));
		this.runner.withUserConfiguration(Readers.class)
			.withPropertyValues("jwt-security.ownership.patterns=/{user_id}/**")
			.run((context) -> assertThat(problems(context)).singleElement().asString().startsWith("- GET /archive/"));
	}

	@Test
	void settledWhenHandlerGetsWholeRequestThenNeedsADecision() {
		this.runner.withUserConfiguration(RequestHandlers.class)
			.run((context) -> assertThat(problems(context)).extracting((problem) -> problem.split(": ")[0])
				.containsExactlyInAnyOrder("- * /**", "- * /lazy/{id}/*", "- * /urls/**", "- * /wrapped/**",
						"- GET /functions/**", "- GET /nested", "- GET /rest/{*path}", "- POST /**"));
		this.runner.withUserConfiguration(RequestHandlers.class)
			.run((context) -> assertThat(problems(context)).anySatisfy(
					(problem) -> assertThat(problem).startsWith("- * /urls/**: the handler gets the whole request")
						.endsWith("add /urls/** to jwt-security.ownership.acknowledged.")));
	}

	@Test
	void settledWhenHandlerGetsWholeRequestThenPatternForAllPathsOrAcknowledgementIsEnough() {
		this.runner.withUserConfiguration(RequestHandlers.class)
			.withPropertyValues(
					"jwt-security.ownership.patterns=/urls/{user_id}/**,/functions/some/{user_id}/**,"
							+ "/nested/{user_id}/**,/lazy/{id}/{user_id}/**",
					"jwt-security.ownership.acknowledged=/rest/{*path}")
			.run((context) -> assertThat(problems(context))
				.anySatisfy((problem) -> assertThat(problem).startsWith("- GET /functions/**: ")
					.contains("but only paths that match /functions/some/{user_id}/** are guarded"))
				.extracting((problem) -> problem.split(": ")[0])
				.containsExactlyInAnyOrder("- * /**", "- * /wrapped/**", "- GET /functions/**", "- POST /**"));
	}

	@Test
	void settledWhenPatternGuardsSomePathsOfMethodThenMessageSaysWhich() {
		this.runner.withUserConfiguration(Readers.class)
			.withPropertyValues("jwt-security.ownership.patterns=/archive/private/{user_id}/**, /{user_id}/**")
			.run((context) -> assertThat(problems(context)).singleElement()
				.asString()
				.contains("but only paths that match /archive/private/{user_id}/** are guarded",
						"If no other path has a user id, add " + Readers.class.getName() + "#archive to"));
	}

	@Test
	void settledWhenMethodReadsPathWithoutNameThenFails() {
		this.runner.withUserConfiguration(UnnamedReaders.class)
			.run((context) -> assertThat(problems(context)).extracting((problem) -> problem.split(" itself")[0])
				.containsExactlyInAnyOrder("- GET /a/??: the handler reads a part of the path",
						"- GET /b/**: the handler reads a part of the path",
						"- GET /c/*: the handler reads a part of the path"));
		this.runner.withUserConfiguration(UnnamedReaders.class)
			.withPropertyValues(
					"jwt-security.ownership.patterns=/a/{user_id}/**, /b/{user_id}/**, /c/{user_id}/{*rest}")
			.run((context) -> assertThat(problems(context)).isEmpty());
	}

	@Test
	void settledWhenPatternGuardsAllPathsOfFilesThenPasses() {
		WebApplicationContextRunner uploads = this.runner.withUserConfiguration(Uploads.class);
		uploads.withPropertyValues("jwt-security.ownership.patterns=/up/{user_id}/**")
			.run((context) -> assertThat(problems(context)).isEmpty());
		uploads.withPropertyValues("jwt-security.ownership.patterns=/up/private/{user_id}/**")
			.run((context) -> assertThat(problems(context)).singleElement()
				.asString()
				.contains("but only paths that match /up/private/{user_id}/** are guarded",
						"list paths with a user id in jwt-security.ownership.patterns",
						"If every user may read the other files, add /up/** to"));
		uploads
			.withPropertyValues("jwt-security.ownership.patterns=/up/private/{user_id}/**",
					"jwt-security.ownership.acknowledged=/up/**")
			.run((context) -> assertThat(problems(context)).isEmpty());
	}

	@Test
	void reportWhenRouteHasSeveralMethodsThenRowHasThreeCells(@TempDir Path directory) {
		System.setProperty("jwt-security.test.report-directory", directory.toString());
		try {
			this.runner.withUserConfiguration(Readers.class).run((context) -> {
				problems(context);
				assertThat(directory.resolve("routes.md")).content()
					.contains("| `GET\\|POST /**` | **needs a decision**: without user id |");
			});
		}
		finally {
			System.clearProperty("jwt-security.test.report-directory");
		}
	}

	@Test
	void reviewWhenHandlersHaveFindingsThenTheRouteHasAllReasonsAndProblems() {
		this.runner.withUserConfiguration(Sharing.class)
			.withPropertyValues("jwt-security.ownership.acknowledged=" + Sharing.class.getName() + "#acknowledged")
			.run((context) -> assertThat(RouteReview.of(context).routes())
				.filteredOn((route) -> route.route().contains("/shared"))
				.extracting(ReviewedRoute::route, ReviewedRoute::verdict, ReviewedRoute::reason,
						(route) -> route.problems().size())
				.containsExactly(tuple("GET /api/{user_id}/shared", "partly guarded",
						"path variable user_id; the header 'X-User-Id' looks like a user id, but is not compared"
								+ " with the token; the request parameter 'ownerId' looks like a user id, but is"
								+ " not compared with the token",
						2),
						tuple("POST /shared", "without user id",
								"no path variable of [user_id, userId]; acknowledged: the request parameter 'ownerId'"
										+ " looks like a user id, but is not compared with the token",
								0)));
	}

	@Test
	void settledWhenRouteHasSeveralProblemsThenMessageCountsTheRoute() {
		this.runner.withUserConfiguration(Sharing.class)
			.withPropertyValues("jwt-security.ownership.acknowledged=" + Sharing.class.getName() + "#acknowledged")
			.run((context) -> {
				assertThat(problems(context)).hasSize(2);
				assertThat(catchThrowable(() -> GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes()))
					.hasMessageStartingWith("1 route(s) need a decision:");
			});
	}

	@Test
	void settledWhenMockEnvironmentThenServletsOfBeansAreKnown() {
		this.runner.withUserConfiguration(Servlets.class)
			.run((context) -> assertThat(problems(context)).satisfiesExactlyInAnyOrder(
					(problem) -> assertThat(problem).contains("* /plain/* cannot be inspected", "'plain'"),
					(problem) -> assertThat(problem).contains("unknown without a servlet container", "'initializer'")));
		this.runner.withUserConfiguration(Servlets.class)
			.withPropertyValues("jwt-security.ownership.patterns=/plain/{user_id}/**")
			.run((context) -> assertThat(problems(context)).hasSize(1));
	}

	@Test
	void settledWhenMockEnvironmentAndInitializerIsLambdaThenPortIsFirstRemedy() {
		String name = GuardedRoutesAssertTests.class.getName() + " (bean 'servlets')";
		WebApplicationContextRunner lambda = this.runner.withBean("servlets", ServletContextInitializer.class,
				() -> (servletContext) -> {
				});
		lambda.run((context) -> assertThat(problems(context)).singleElement()
			.asString()
			.startsWith("- * " + name)
			.endsWith("add " + name + " to jwt-security.ownership.acknowledged.")
			.containsSubsequence("'servlets'", "webEnvironment = WebEnvironment.RANDOM_PORT",
					"jwt-security.ownership.patterns"));
		lambda.withPropertyValues("jwt-security.ownership.acknowledged=" + name)
			.run((context) -> assertThat(problems(context)).isEmpty());
	}

	@Test
	void settledWhenPatternGuardsSomePathsOfServletThenFails() {
		WebApplicationContextRunner servlets = this.runner.withUserConfiguration(Servlets.class);
		for (String pattern : List.of("/plain/private/{user_id}/**", "/plain/{user_id}", "/plain/{user_id}/*",
				"/plain/{kind}/{user_id}/**")) {
			servlets.withPropertyValues("jwt-security.ownership.patterns=" + pattern)
				.run((context) -> assertThat(problems(context)).as(pattern)
					.anySatisfy((problem) -> assertThat(problem).startsWith("- * /plain/* cannot be inspected")
						.contains("only paths that match " + pattern + " are guarded")));
		}
		servlets
			.withPropertyValues("jwt-security.ownership.patterns=/plain/private/{user_id}/**",
					"jwt-security.ownership.acknowledged=/plain/*")
			.run((context) -> assertThat(problems(context)).hasSize(1)
				.noneMatch((problem) -> problem.contains("plain")));
	}

	@Test
	void reportWhenPatternGuardsServletThenServletIsListed() {
		this.runner.withUserConfiguration(Servlets.class)
			.withPropertyValues("jwt-security.ownership.patterns=/plain/{user_id}/**")
			.run((context) -> assertThat(RouteReview.of(context).routes())
				.filteredOn((route) -> route.route().equals("* /plain/*"))
				.containsExactly(new ReviewedRoute("* /plain/*", "uninspectable",
						"the paths below /plain/ are guarded by /plain/{user_id}/**", List.of())));
	}

	@Test
	void settledWhenManagementContextIsNotStartedThenFails() {
		this.runner.withPropertyValues("management.server.port=0")
			.run((context) -> assertThat(problems(context)).singleElement().asString().contains("RANDOM_PORT"));
		this.runner.withPropertyValues("management.server.port=-1")
			.run((context) -> assertThat(problems(context)).isEmpty());
	}

	@Test
	void settledWhenRouteIsAddedAfterStartThenIsKnown() {
		this.runner.run((context) -> {
			assertThat(problems(context)).isEmpty();
			context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
				.registerMapping(RequestMappingInfo.paths("/late/{uid}").build(), this,
						GuardedRoutesAssertTests.class.getDeclaredMethod("late"));
			assertThat(problems(context)).singleElement().asString().contains("* /late/{uid}: {uid} looks like");
		});
	}

	@Test
	void settledWhenAccountsAreEnabledThenEndpointsOfTheLibraryAreSettled() {
		LibraryContext.runner()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true",
					"jwt-security.accounts.admin-authorities=SCOPE_admin")
			.run((context) -> assertThat(problems(context)).isEmpty());
	}

	void late() {
	}

	private static List<String> problems(ApplicationContext context) {
		Throwable failure = catchThrowable(() -> GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes());
		return (failure != null) ? failure.getMessage().lines().filter((line) -> line.startsWith("- ")).toList()
				: List.of();
	}

	@RestController
	static class Sharing {

		@GetMapping("/api/{user_id}/shared")
		void open(@RequestParam("ownerId") String ownerId, @RequestHeader("X-User-Id") String userId) {
		}

		@PostMapping("/shared")
		void acknowledged(@RequestParam("ownerId") String ownerId) {
		}

	}

	@RestController
	static class Readers {

		@GetMapping("/archive/{*path}")
		void archive() {
		}

		@RequestMapping(path = "/**", method = { RequestMethod.GET, RequestMethod.POST })
		void all(HttpServletRequest request) {
		}

	}

	@RestController
	static class UnnamedReaders {

		@GetMapping("/a/??")
		void letters(HttpServletRequest request) {
		}

		@GetMapping("/b/**")
		void rest(
				@RequestAttribute("org.springframework.web.servlet.HandlerMapping.pathWithinHandlerMapping") String path) {
		}

		@GetMapping("/c/*")
		void forwarded(@RequestAttribute(RequestDispatcher.FORWARD_REQUEST_URI) String uri) {
		}

		@GetMapping("/d/*")
		void harmless(@RequestAttribute("tenant") String tenant) {
		}

		@GetMapping("/e/{year:[0-9]{2}?}")
		void named(HttpServletRequest request) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Uploads implements WebMvcConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/up/**").addResourceLocations(new FileSystemResource("target/up/"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestHandlers implements WebMvcConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/files/**").addResourceLocations("classpath:/of-users/");
		}

		@Override
		public void configureDefaultServletHandling(DefaultServletHandlerConfigurer configurer) {
			configurer.enable("default");
		}

		@Bean
		SimpleUrlHandlerMapping urls() {
			HttpRequestHandler handler = (request, response) -> {
			};
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
					Map.of("/urls/**", handler, "/wrapped/**", new ServletWrappingController(), "/one", handler,
							"/named/{id:[a-z*]+}", handler, "/urls/{user_id}/**", handler, "/views/**",
							new ParameterizableViewController(), "/lazy/{id}/*", "lazy"));
			mapping.setLazyInitHandlers(true);
			mapping.setDefaultHandler(handler);
			return mapping;
		}

		@Bean
		@Lazy
		HttpRequestHandler lazy() {
			return (request, response) -> {
			};
		}

		@Bean
		RouterFunction<ServerResponse> functions() {
			HandlerFunction<ServerResponse> ok = (request) -> ServerResponse.ok().build();
			return RouterFunctions.route()
				.GET("/functions/**", ok)
				.GET("/functions/{user_id}/**", ok)
				.GET("/rest/{*path}", ok)
				.GET("/one/{id}", ok)
				.path("/nested", (nested) -> nested.GET("/one", ok).GET(ok))
				.resources("/shared/**", new ClassPathResource("of-users/"))
				.POST(ok)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Servlets {

		@Bean
		ServletRegistrationBean<HttpServlet> plain() {
			return new ServletRegistrationBean<>(new HttpServlet() {
			}, "/plain/*");
		}

		@Bean
		ServletContextInitializer initializer() {
			return new Initializer();
		}

	}

	static final class Initializer implements ServletContextInitializer {

		@Override
		public void onStartup(ServletContext servletContext) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Inputs.Api.class)
	static class Inputs implements WebMvcConfigurer {

		@Override
		public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
			resolvers.add(new CallerResolver());
		}

		@RestController
		static class Api {

			@GetMapping("/a")
			void a(@RequestParam("user_id") String userId) {
			}

			@GetMapping("/b")
			void b(@RequestHeader("X-User-Id") String userId) {
			}

			@GetMapping("/c")
			void c(@CookieValue String userId) {
			}

			@GetMapping("/d")
			void d(@MatrixVariable("ownerId") String ownerId) {
			}

			@GetMapping("/e")
			void e(Long uid) {
			}

			@PostMapping("/f")
			void f(@RequestBody List<Outer> body) {
			}

			@PostMapping("/g")
			void g(@ModelAttribute Form form) {
			}

			@PostMapping("/h")
			void h(Form form) {
			}

			@PostMapping("/i")
			void i(HttpEntity<Form> body) {
			}

			@GetMapping("/pages/**")
			String pages() {
				return "page";
			}

			@PostMapping("/harmless")
			void harmless(@RequestBody Login login, Caller caller, @AuthenticationPrincipal Caller principal,
					@RequestParam("page") int page) {
			}

		}

		record Outer(Nested nested) {

		}

		record Nested(@JsonProperty("user_id") String owner, Outer outer) {

		}

		record Form(String accountId) {

		}

		record Login(String username, @JsonProperty(access = Access.READ_ONLY) String userId) {

		}

		record Caller(String userId) {

		}

		static final class CallerResolver implements HandlerMethodArgumentResolver {

			@Override
			public boolean supportsParameter(MethodParameter parameter) {
				return parameter.getParameterType() == Caller.class;
			}

			@Override
			public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer container,
					NativeWebRequest request, WebDataBinderFactory binderFactory) {
				return new Caller("alice");
			}

		}

	}

}
