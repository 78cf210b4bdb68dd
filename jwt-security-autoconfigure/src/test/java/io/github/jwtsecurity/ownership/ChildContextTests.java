package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
 * Dispatcher servlets in addition to that of Spring Boot, each with a context of its own.
 */
@SpringBootTest(classes = ChildContextTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "jwt-security.secret=" + TestTokens.SECRET)
@ExtendWith(OutputCaptureExtension.class)
class ChildContextTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

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
			.containsExactlyInAnyOrder(tuple("/child/*", "only the servlet 'child' knows its paths"),
					tuple("/bare/*", "only the servlet 'bare' knows its paths"));
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
