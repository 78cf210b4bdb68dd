package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import io.github.jwtsecurity.ownership.RouteReport;
import io.github.jwtsecurity.test.GuardedRoutesAssert;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotesApplicationTests {

	private static final String SECRET = "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n";

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "filter" })
	void getWhenPathIsAnotherUsersThenNotOwner(String type) throws Exception {
		try (ConfigurableApplicationContext context = start(Configured.class, "spring.jersey.type=" + type,
				"spring.jersey.application-path=/app")) {
			assertGuarded(context, "/app");
			assertInspected(context, "/app");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnServlet.class, OwnFilter.class, FilterOfClass.class })
	void getWhenRegisteredByTheApplicationThenNotOwner(Class<?> type) throws Exception {
		try (ConfigurableApplicationContext context = start(type, "jwt-security.ownership.uninspectable=fail")) {
			assertGuarded(context, "/own");
			assertInspected(context, "/own");
		}
	}

	@Test
	void getWhenRegisteredBesideTheConfiguredOneThenNotOwner() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(NotesApplication.class,
				Configured.class, OwnServlet.class)
			.properties("server.port=0", SECRET, "spring.jersey.application-path=/app",
					"jwt-security.ownership.uninspectable=fail")
			.run()) {
			assertGuarded(context, "/app");
			assertGuarded(context, "/own");
			assertInspected(context, "/app");
			assertInspected(context, "/own");
		}
	}

	@Test
	void getWhenJerseyCreatesTheApplicationLaterThenNotOwnerAndReported() throws Exception {
		try (ConfigurableApplicationContext context = start(ServletOfClass.class)) {
			assertGuarded(context, "/own");
			assertThat(report(context).unsettled()).extracting(InspectedRoute::route).containsExactly("* /own/*");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { FilterOfParameters.class, ServletOfParameters.class, ByInitializer.class })
	void startWhenConfigurationCannotBeReadThenReported(Class<?> type) {
		try (ConfigurableApplicationContext context = start(type)) {
			assertThat(report(context).unsettled()).extracting(InspectedRoute::route).containsExactly("* /own/*");
			assertUnsettled(context, "* /own/* cannot be inspected");
		}
		try (ConfigurableApplicationContext context = start(type,
				"jwt-security.ownership.patterns=/own/api/{user_id}/**")) {
			assertThat(report(context).unsettled()).isEmpty();
			assertUnsettled(context, "only paths that match /own/api/{user_id}/** are guarded");
		}
		try (ConfigurableApplicationContext context = start(type,
				"jwt-security.ownership.patterns=/own/api/{user_id}/**",
				"jwt-security.ownership.acknowledged=/own/*")) {
			GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
		}
		assertThatException().isThrownBy(() -> start(type, "jwt-security.ownership.uninspectable=fail"))
			.withMessageContaining("/own/*");
	}

	@Test
	void proofWhenUserIdIsInTheQueryThenFails() {
		try (ConfigurableApplicationContext context = start(Searchable.class)) {
			assertUnsettled(context, "GET /search: the query parameter 'user_id' looks like a user id");
		}
		String method = NotesApplication.Search.class.getName() + "#search";
		try (ConfigurableApplicationContext context = start(Searchable.class,
				"jwt-security.ownership.acknowledged=" + method)) {
			GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { AnnotatedInServlet.class, AnnotatedInFilter.class })
	void startWhenResourceOfOwnRegistrationIsAnnotatedThenFails(Class<?> type) {
		assertThatException().isThrownBy(() -> start(type))
			.withMessageContaining(NotesApplication.Annotated.class.getName() + ".call");
	}

	private static ConfigurableApplicationContext start(Class<?> type, String... properties) {
		return new SpringApplicationBuilder(NotesApplication.class, type)
			.properties("server.port=0", SECRET, "server.servlet.register-default-servlet=true")
			.properties(properties)
			.run();
	}

	private static RouteReport report(ConfigurableApplicationContext context) {
		return context.getBean(RouteInspector.class).report();
	}

	private static void assertUnsettled(ConfigurableApplicationContext context, String problem) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes())
			.withMessageContaining(problem);
	}

	private static void assertInspected(ConfigurableApplicationContext context, String base) {
		assertThat(report(context).with(Verdict.GUARDED)).extracting(InspectedRoute::route)
			.contains("GET " + base + "/api/{user_id}/notes", "POST " + base + "/api/{user_id}/notes",
					"GET " + base + "/api/{user_id}/notes/{rest: .+}");
		assertThat(report(context).unsettled()).isEmpty();
	}

	private static void assertGuarded(ConfigurableApplicationContext context, String base) throws Exception {
		String token = context.getBean(AccessTokenIssuer.class)
			.issue("alice", "alice@example.com", Duration.ofHours(1))
			.getTokenValue();
		for (String path : new String[] { "/api/%s/notes", "/api/%s/notes/a/b", "/tree/x/%s/leaf" }) {
			assertThat(send(context, "GET", base + path.formatted("alice"), token).statusCode()).as(path).isEqualTo(200);
			assertThat(send(context, "GET", base + path.formatted("alice"), token).body()).as(path)
				.endsWith(" of alice");
			refused(send(context, "GET", base + path.formatted("bob"), token), 403, "not_owner");
			refused(send(context, "GET", base + path.formatted("bob"), null), 401, "token_missing");
		}
		refused(send(context, "GET", base + "/api/b%6Fb/notes", token), 403, "not_owner");
		refused(send(context, "POST", base + "/api/bob/notes", token), 403, "not_owner");
		refused(send(context, "GET", base + "/tree/x/alice/bob/leaf", token), 403, "not_owner");
		assertThat(send(context, "GET", base + "/tree/me", token).body()).isEqualTo("alice");
	}

	private static void refused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.body()).contains("\"code\":\"" + code + "\"", "\"support\":\"https://example.com/support\"")
			.doesNotContain(" of ");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path,
			String token) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(
					URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	static class Configured {

		@Bean
		ResourceConfig jersey() {
			return NotesApplication.resources();
		}

	}

	static class Searchable {

		@Bean
		ResourceConfig jersey() {
			return new ResourceConfig(NotesApplication.Search.class);
		}

	}

	static class OwnServlet {

		@Bean
		ServletRegistrationBean<ServletContainer> own() {
			return servlet(new ServletContainer(NotesApplication.resources()));
		}

	}

	static class OwnFilter {

		@Bean
		FilterRegistrationBean<ServletContainer> own() {
			return filter(new ServletContainer(NotesApplication.resources()));
		}

	}

	static class FilterOfClass {

		@Bean
		FilterRegistrationBean<ServletContainer> own() {
			return filter(new ServletContainer(ResourceConfig.forApplicationClass(NotesApplication.Plain.class)));
		}

	}

	static class ServletOfClass {

		@Bean
		ServletRegistrationBean<ServletContainer> own() {
			return servlet(new ServletContainer(ResourceConfig.forApplicationClass(NotesApplication.Plain.class)));
		}

	}

	static class FilterOfParameters {

		@Bean
		FilterRegistrationBean<ServletContainer> own() {
			FilterRegistrationBean<ServletContainer> registration = filter(new ServletContainer() {
			});
			registration.addInitParameter("jakarta.ws.rs.Application", NotesApplication.Plain.class.getName());
			return registration;
		}

	}

	static class ServletOfParameters {

		@Bean
		ServletRegistrationBean<ServletContainer> own() {
			ServletRegistrationBean<ServletContainer> registration = servlet(new ServletContainer());
			registration.addInitParameter("jakarta.ws.rs.Application", NotesApplication.Plain.class.getName());
			return registration;
		}

	}

	static class ByInitializer {

		@Bean
		ServletContextInitializer own() {
			return (servletContext) -> servletContext
				.addFilter("own", new ServletContainer(NotesApplication.resources()))
				.addMappingForUrlPatterns(null, true, "/own/*");
		}

	}

	static class AnnotatedInServlet {

		@Bean
		ServletRegistrationBean<ServletContainer> own() {
			return servlet(new ServletContainer(new ResourceConfig(NotesApplication.Annotated.class)));
		}

	}

	static class AnnotatedInFilter {

		@Bean
		FilterRegistrationBean<ServletContainer> own() {
			return filter(new ServletContainer(new ResourceConfig(NotesApplication.Annotated.class)));
		}

	}

	private static ServletRegistrationBean<ServletContainer> servlet(ServletContainer container) {
		return new ServletRegistrationBean<>(container, "/own/*");
	}

	private static FilterRegistrationBean<ServletContainer> filter(ServletContainer container) {
		FilterRegistrationBean<ServletContainer> registration = new FilterRegistrationBean<>(container);
		registration.addUrlPatterns("/own/*");
		return registration;
	}

}
