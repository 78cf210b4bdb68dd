package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for pages that the service renders, and for a filter chain with a CSRF protection
 * of its own.
 */
class SessionCsrfTokenRepositoryTests {

	private static AccountApplication.Running application;

	private static JsonHttp http;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { Pages.class },
				"jwt-security.cookie.enabled=true");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/page", "/ignored/page" })
	void postWhenPageHasTheTokenThenAllowed(String page) {
		String cookie = signUp("alice" + page.length());
		String token = http.get(page, "Cookie", cookie).text();
		String path = page.replace("page", "form");
		assertThat(postForm(path, "_csrf=" + token, "Cookie", cookie).text()).isEqualTo("done");
		assertThat(http.post(path, "{}", "Cookie", cookie, "X-XSRF-TOKEN", token).text()).isEqualTo("done");
		postForm(path, "_csrf=" + token, "Cookie", cookie, "Origin", "https://evil.example").refused(403, "csrf");
		postForm(path, "_csrf=" + token, "Cookie", cookie, "X-XSRF-TOKEN", "x").refused(403, "csrf");
		postForm(path, "_csrf=" + token + "x", "Cookie", cookie).refused(403, "csrf");
		postForm(path, "", "Cookie", cookie).refused(403, "csrf");
		postForm(path, "_csrf=" + token + "&_csrf=" + token, "Cookie", cookie).refused(403, "csrf");
		postForm(path + "?_csrf=" + token, "", "Cookie", cookie).refused(403, "csrf");
		http.post(path + "?_csrf=" + token, "{}", "Cookie", cookie).refused(403, "csrf");
	}

	@Test
	void postWhenTokenIsOfAnotherSessionOrOfNoneThenRefused() {
		String cookie = signUp("bob");
		String other = http.get("/page", "Cookie", signUp("carol")).text();
		String none = http.get("/page", "Authorization", "Bearer " + TestTokens.validFor("dave")).text();
		for (String token : List.of(other, none)) {
			postForm("/form", "_csrf=" + token, "Cookie", cookie).refused(403, "csrf");
		}
	}

	private static String signUp(String name) {
		Answer answer = http.post("/api/auth/signup",
				Map.of("email", name + "@example.com", "password", "Correct-horse-1"));
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((cookie) -> cookie.startsWith("__Host-access_token="))
			.map((cookie) -> cookie.substring(0, cookie.indexOf(';')))
			.findFirst()
			.orElseThrow();
	}

	private static Answer postForm(String path, String form, String... headers) {
		String[] all = new String[headers.length + 2];
		System.arraycopy(headers, 0, all, 0, headers.length);
		all[headers.length] = "Content-Type";
		all[headers.length + 1] = "application/x-www-form-urlencoded";
		return http.send("POST", path, BodyPublishers.ofString(form), all);
	}

	@RestController
	@Configuration(proxyBeanMethods = false)
	static class Pages {

		@GetMapping({ "/page", "/ignored/page" })
		String page(CsrfToken token) {
			return token.getToken();
		}

		@PostMapping({ "/form", "/ignored/form" })
		String form() {
			return "done";
		}

		/**
		 * A filter chain whose own CSRF protection ignores all requests.
		 */
		@Bean
		SecurityFilterChain ignoringChain(HttpSecurity http) {
			http.securityMatcher("/ignored/**");
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.csrf((csrf) -> csrf.ignoringRequestMatchers("/**"));
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

	}

}
