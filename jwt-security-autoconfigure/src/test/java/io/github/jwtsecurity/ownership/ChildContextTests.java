package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for additional dispatcher servlets, each with its own context.
 */
@SpringBootTest(classes = ChildContextTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "jwt-security.secret=" + TestTokens.SECRET)
@ExtendWith(OutputCaptureExtension.class)
class ChildContextTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	private static final String NO_CHILD = "whose parent is not that of the application, so its mappings are"
			+ " not guarded";

	@LocalServerPort
	private int port;

	@Test
	void getWhenChildHasSpringMvcThenVerifiedUserAndGuard() {
		RawHttp http = new RawHttp(this.port);
		assertThat(http.get("/child/me?userId=bob", ALICE).body()).isEqualTo("alice");
		assertThat(http.get("/child/api/alice/notes", ALICE).body()).isEqualTo("of alice");
		assertThat(http.get("/child/api/bob/notes", ALICE).body()).contains("\"code\":\"not_owner\"");
	}

	@Test
	void requestWhenChildDoesNotExposeTheVariablesThenGuard() {
		RawHttp http = new RawHttp(this.port);
		assertThat(http.get("/child/files/alice/note.txt", ALICE).status()).isEqualTo(200);
		assertThat(http.get("/child/files/bob/note.txt", ALICE).body()).contains("\"code\":\"not_owner\"");
		assertThat(http.send("OPTIONS", "/child/api/alice/notes", ALICE).status()).isEqualTo(200);
		assertThat(http.send("OPTIONS", "/child/api/bob/notes", ALICE).body()).contains("\"code\":\"not_owner\"");
	}

	@Test
	void getWhenChildHasNoHandlerAdapterThenServletDoesNotStart(CapturedOutput output) {
		assertThat(new RawHttp(this.port).get("/bare/me?userId=bob", ALICE).body()).doesNotContain("bob");
		assertThat(output).contains("@CurrentUserId cannot be resolved in", Handlers.class.getName() + ".me");
	}

	@Test
	void startThenOtherServletsAreReported(@Autowired RouteInspector inspector) {
		assertThat(inspector.report().with(InspectedRoute.Verdict.UNINSPECTABLE))
			.extracting(InspectedRoute::pattern, InspectedRoute::reason)
			.containsExactlyInAnyOrder(tuple("/child/*", reason("child", "whose mappings are guarded but not listed")),
					tuple("/bare/*", reason("bare", "whose mappings are guarded but not listed")),
					tuple("/foreign/*", reason("foreign", NO_CHILD)), tuple("/adopted/*", reason("adopted", NO_CHILD)));
	}

	private static String reason(String servlet, String context) {
		return "the servlet '%s' has a context of its own, %s".formatted(servlet, context);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/foreign", "/adopted" })
	void getWhenContextIsNoChildThenVerifiedUser(String servletPath) {
		assertThat(new RawHttp(this.port).get(servletPath + "/me?userId=bob", ALICE).body()).isEqualTo("alice");
	}

	@Test
	void startWhenContextIsNoChildAndHasNoHandlerAdapterThenFails() {
		LibraryContext.withoutAccounts()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.withBean(DispatcherServlet.class, () -> {
				AnnotationConfigWebApplicationContext foreign = new AnnotationConfigWebApplicationContext();
				foreign.register(Handlers.class);
				foreign.refresh();
				return new DispatcherServlet(foreign);
			})
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(UnservedCurrentUserIdException.class)
				.hasMessageContaining(Handlers.class.getName() + ".me"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		DispatcherServlet childServlet(ApplicationContext context) {
			return servlet(context, Mvc.class, Handlers.class);
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> child(@Qualifier("childServlet") DispatcherServlet childServlet) {
			return registration("child", childServlet);
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> bare(ApplicationContext context) {
			return registration("bare", servlet(context, Handlers.class));
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> foreign(ServletContext servletContext) {
			AnnotationConfigWebApplicationContext foreign = new AnnotationConfigWebApplicationContext();
			foreign.setServletContext(servletContext);
			foreign.register(Mvc.class, Handlers.class);
			foreign.refresh();
			return registration("foreign", new DispatcherServlet(foreign));
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> adopted() {
			GenericApplicationContext parent = new GenericApplicationContext();
			parent.refresh();
			return registration("adopted", servlet(parent, Mvc.class, Handlers.class));
		}

		private static DispatcherServlet servlet(ApplicationContext parent, Class<?>... classes) {
			AnnotationConfigWebApplicationContext child = new AnnotationConfigWebApplicationContext();
			child.setParent(parent);
			child.register(classes);
			return new DispatcherServlet(child);
		}

		private static ServletRegistrationBean<DispatcherServlet> registration(String name, DispatcherServlet servlet) {
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(servlet,
					"/" + name + "/*");
			registration.setName(name);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Mvc {

		@Bean
		RouterFunction<ServerResponse> files() {
			return RouterFunctions.resources("/files/{user_id}/**", new ClassPathResource("of-users/"));
		}

	}

	@RestController
	static class Handlers {

		@GetMapping("/me")
		String me(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/api/{user_id}/notes")
		String notes(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

}
