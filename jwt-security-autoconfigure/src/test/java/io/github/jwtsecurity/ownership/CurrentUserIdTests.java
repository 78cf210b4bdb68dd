package io.github.jwtsecurity.ownership;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for arguments with {@link CurrentUserId} in an application whose Spring MVC is
 * configured without any {@code WebMvcConfigurer}.
 */
@SpringBootTest(classes = CurrentUserIdTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.permit-all=/open/**" })
class CurrentUserIdTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	@LocalServerPort
	private int port;

	private RawHttp http;

	@BeforeEach
	void connect() {
		this.http = new RawHttp(this.port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/me?userId=bob", "/me?user_id=bob&userId=bob", "/api/alice/notes?userId=bob",
			"/annotated/param?userId=bob", "/annotated/header?userId=bob", "/annotated/cookie", "/model?userId=bob" })
	void getWhenRequestNamesAnotherUserThenVerifiedUser(String target) {
		Response response = this.http.get(target, ALICE, "userId: bob", "Cookie: userId=bob");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains("alice").doesNotContain("bob");
	}

	@Test
	void postWhenBodyNamesAnotherUserThenVerifiedUser() {
		assertThat(this.http.send("POST", "/annotated/body", ALICE, "Content-Type: text/plain", "Content-Length: 0")
			.body()).isEqualTo("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/required", "/open/model/any", "/open/binder/any?x=1" })
	void getWhenNobodyIsAuthenticatedThenTokenMissing(String target) {
		Response response = this.http.get(target).refused(401, "token_missing");
		assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
		assertThat(this.http.get(target, ALICE).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/optional", "/open/nullable", "/open/optional-model/any" })
	void getWhenNobodyIsAuthenticatedAndParameterAllowsItThenEmpty(String target) {
		assertThat(this.http.get(target).body()).isEqualTo("nobody");
		assertThat(this.http.get(target, ALICE).body()).isEqualTo("alice");
	}

	@Test
	void getWhenUserIdDoesNotFitThenAccessDenied() {
		String uuid = "1e9d4b0e-53f3-4b3c-b0a2-0de2ee9b1a6b";
		String good = "Authorization: Bearer " + TestTokens.validFor(uuid);
		for (String target : new String[] { "/typed", "/typed/optional" }) {
			assertThat(this.http.get(target, good).body()).isEqualTo(uuid);
			this.http.get(target, ALICE).refused(403, "access_denied");
		}
	}

	@Test
	void getWhenTypeHasNoConverterThenErrorOfTheApplication() {
		Response response = this.http.get("/typed/principal", ALICE);
		assertThat(response.status()).isEqualTo(500);
		assertThat(response.body()).isEqualTo("swallowed");
	}

	@Test
	void getWhenHandlerFailsThenExceptionHandlerGetsVerifiedUser() {
		assertThat(this.http.get("/broken?userId=bob", ALICE).body()).isEqualTo("failed for alice");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Handlers.class, OpenModel.class, OptionalModel.class, OpenBinder.class, Failures.class, Mvc.class })
	static class Application {

	}

	@Configuration
	static class Mvc extends WebMvcConfigurationSupport {

	}

	@RestController
	static class Handlers {

		@GetMapping("/me")
		String me(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/api/{user_id}/notes")
		String notes(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/annotated/param")
		String param(@CurrentUserId @RequestParam("userId") String userId) {
			return userId;
		}

		@GetMapping("/annotated/header")
		String header(@CurrentUserId @RequestHeader("userId") String userId) {
			return userId;
		}

		@GetMapping("/annotated/cookie")
		String cookie(@CookieValue("userId") @CurrentUserId String userId) {
			return userId;
		}

		@PostMapping("/annotated/body")
		String body(@RequestBody @CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/model")
		String model(@CurrentUserId @ModelAttribute String userId) {
			return userId;
		}

		@GetMapping("/open/required")
		String required(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/open/optional")
		String optional(@CurrentUserId Optional<String> userId) {
			return userId.orElse("nobody");
		}

		@GetMapping("/open/nullable")
		String nullable(@CurrentUserId @Nullable String userId) {
			return (userId != null) ? userId : "nobody";
		}

		@GetMapping("/typed")
		String typed(@CurrentUserId UUID userId) {
			return userId.toString();
		}

		@GetMapping("/typed/optional")
		String typedOptional(@CurrentUserId Optional<UUID> userId) {
			return userId.map(UUID::toString).orElse("nobody");
		}

		@GetMapping("/typed/principal")
		String principal(@CurrentUserId Principal user) {
			return user.getName();
		}

		@GetMapping("/broken")
		String broken() {
			throw new UnsupportedOperationException();
		}

	}

	@RestController
	@RequestMapping("/open/model")
	static class OpenModel {

		@ModelAttribute("user")
		String user(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/any")
		Map<String, String> any(@ModelAttribute("user") String user) {
			return Map.of("user", user);
		}

	}

	@RestController
	@RequestMapping("/open/optional-model")
	static class OptionalModel {

		@ModelAttribute("user")
		String user(@CurrentUserId Optional<String> userId) {
			return userId.orElse("nobody");
		}

		@GetMapping("/any")
		String any(@ModelAttribute("user") String user) {
			return user;
		}

	}

	@RestController
	@RequestMapping("/open/binder")
	static class OpenBinder {

		@InitBinder
		void init(WebDataBinder binder, @CurrentUserId String userId) {
			assertThat(userId).isEqualTo("alice");
		}

		@GetMapping("/any")
		String any(@RequestParam("x") int x) {
			return "x" + x;
		}

	}

	/**
	 * Exception handlers as many applications have them.
	 */
	@RestControllerAdvice
	static class Failures {

		@ExceptionHandler(UnsupportedOperationException.class)
		@ResponseStatus(HttpStatus.I_AM_A_TEAPOT)
		String failed(@CurrentUserId String userId) {
			return "failed for " + userId;
		}

		@ExceptionHandler(Exception.class)
		@ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
		String swallow() {
			return "swallowed";
		}

	}

}
