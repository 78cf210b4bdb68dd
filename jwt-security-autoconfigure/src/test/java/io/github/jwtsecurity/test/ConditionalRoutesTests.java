package io.github.jwtsecurity.test;

import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.test.ConditionalRoutesTests.Application;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The generated tests over MockMvc, for mappings with conditions and with variables of
 * several types. The paths of other users are answered with 404.
 */
@SpringBootTest(classes = Application.class,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "spring.mvc.servlet.path=/mvc",
				"jwt-security.ownership.mismatch-status=not-found",
				"jwt-security.ownership.patterns=/raw/{user_id}/*" })
@AutoConfigureMockMvc
@GuardedRouteCalls(authorities = "SCOPE_notes", variables = "code=XYZ-9")
class ConditionalRoutesTests implements GuardedRouteTests {

	@Test
	void proofThenFindsNothing(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@Import(Api.class)
	static class Application {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().hasAuthority("SCOPE_notes"));
			return http.build();
		}

	}

	@RestController
	@RequestMapping("/api/{user_id}")
	static class Api {

		@GetMapping("/notes/{number}/{id}/{day}/{unit}/{flag}")
		String typed(@PathVariable("user_id") UUID userId, @PathVariable("number") int number,
				@PathVariable("id") UUID id, @PathVariable("day") LocalDate day, @PathVariable("unit") TimeUnit unit,
				@PathVariable("flag") boolean flag) {
			return "of " + userId;
		}

		@GetMapping("/numbers/{number:[0-9]{4}}/{code:[A-Z]{3}-[0-9]}")
		String byExpression(@PathVariable("user_id") long userId) {
			return "of " + userId;
		}

		@PostMapping(path = "/notes", consumes = "application/json")
		String create(@RequestBody Note note, @RequestHeader("X-Required") String required,
				@RequestParam("title") String title) {
			return "created";
		}

		@PostMapping(path = "/notes", consumes = "multipart/form-data")
		String upload() {
			return "uploaded";
		}

		@PutMapping(path = "/notes", params = { "version=2", "!draft" }, headers = "X-Tenant=a",
				produces = "text/plain")
		String replace() {
			return "replaced";
		}

		@DeleteMapping("/friends/{userId}/notes")
		String deleteShared() {
			throw new IllegalStateException("a failure of the handler");
		}

	}

	/**
	 * A body.
	 *
	 * @param title the title
	 */
	record Note(String title) {

	}

}
