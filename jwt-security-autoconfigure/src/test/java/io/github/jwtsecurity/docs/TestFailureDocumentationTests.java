package io.github.jwtsecurity.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.test.GuardedRouteTests;
import io.github.jwtsecurity.test.GuardedRoutesAssert;
import io.github.jwtsecurity.test.TestTokens;
import io.github.jwtsecurity.test.attack.AttackKit;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the messages of failed tests in {@code docs/troubleshooting.md} are real.
 */
@SpringBootTest(classes = { NoteServer.Library.class, TestFailureDocumentationTests.Application.class },
		properties = "jwt-security.secret=${JWT_SECRET_OF_NOBODY}")
@AutoConfigureMockMvc
class TestFailureDocumentationTests implements GuardedRouteTests {

	@Test
	void messagesAreAsShown(@Autowired ApplicationContext context, @Autowired MockMvc mockMvc,
			@Autowired TestTokens tokens) {
		List<String> messages = new ArrayList<>();
		messages.add(message(() -> GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes()));
		guardedRoutes(context).forEach((test) -> messages.add(message(test.getExecutable()::execute)));
		messages.add(message(() -> AttackKit.of(mockMvc, tokens).attack("/api/{user_id}/notes")));
		// AttackDocumentationTests compares the text block with a real message.
		Page.of("docs/attack-kit.md")
			.blocks()
			.stream()
			.filter((block) -> block.language().equals("text"))
			.forEach((block) -> messages.add(block.text()));
		LibraryContext.runner()
			.withPropertyValues("jwt-security.secret=${JWT_SECRET_OF_NOBODY}")
			.run((failed) -> messages.add(rootMessage(failed.getStartupFailure())));
		assertThat(Page.of("docs/troubleshooting.md").table("message of the test")).hasSize(7)
			.allSatisfy((row) -> assertThat(messages).anyMatch((message) -> message.contains(row.get(0))));
	}

	/**
	 * Returns the generated tests. The method has no {@code @TestFactory}, because these
	 * tests have to fail, so JUnit must not run them.
	 */
	@Override
	public Stream<DynamicTest> guardedRoutes(ApplicationContext context) {
		return GuardedRouteTests.super.guardedRoutes(context);
	}

	private static String message(ThrowingCallable test) {
		Throwable failure = catchThrowable(test);
		return (failure != null) ? failure.getMessage() : "";
	}

	private static String rootMessage(Throwable failure) {
		return (failure.getCause() != null) ? rootMessage(failure.getCause()) : failure.getMessage();
	}

	/**
	 * An application with a look-alike, a chain that requires an authority, and a filter
	 * that responds before the chain.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ NoteController.class, Notes.class, MemberController.class })
	static class Application {

		@Bean
		SecurityFilterChain notes(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().hasAuthority("SCOPE_notes:read"));
			return http.build();
		}

		@Bean
		FilterRegistrationBean<Filter> cache() {
			FilterRegistrationBean<Filter> cache = new FilterRegistrationBean<>((request, response, chain) -> {
				if (!((HttpServletRequest) request).getRequestURI().endsWith("/cached")) {
					chain.doFilter(request, response);
				}
			});
			cache.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return cache;
		}

	}

	@RestController
	static class MemberController {

		@GetMapping("/members/{uid}/orders")
		String orders() {
			return "orders";
		}

		@GetMapping("/api/{user_id}/cached")
		String cached() {
			return "cached";
		}

	}

}
