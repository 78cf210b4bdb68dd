package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ProblemDetailAutoConfigurationTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	private ConfigurableApplicationContext context;

	private RawHttp http;

	@BeforeAll
	void start() {
		this.context = start("jwt-security.web.problem-details=true");
		this.http = http(this.context);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET  | /nothing        | 404 | not_found              | There is nothing at this path.
			GET  | /notes          | 405 | method_not_allowed     | Method 'GET' is not supported.
			POST | /notes          | 400 | invalid_request        | The body is missing.
			GET  | /reason         | 409 | conflict               | There is one already.
			GET  | /no-reason      | 403 | access_denied          | Access is denied.
			GET  | /unauthorized   | 401 | unauthorized           | The request was rejected.
			GET  | /quota          | 422 | quota_exceeded         | There is no room.
			GET  | /page           | 400 | invalid_request        | Required parameter 'size' is not present.
			GET  | /handled        | 503 | overloaded             | The request cannot be served at the moment.
			GET  | /failed         | 500 | internal_server_error  | The request failed.
			GET  | /explained      | 500 | internal_server_error  | The request failed.
			GET  | /down           | 502 | upstream_down          | The request failed.
			GET  | /sent           | 409 | conflict               | The request was rejected.
			GET  | /odd            | 499 | status_499             | The request was rejected.
			""")
	void sendWhenErrorThenAnsweredLikeARefusal(String method, String path, int status, String code, String detail) {
		Response response = this.http.send(method, path, ALICE, "Accept: text/html");
		String title = (status != 499) ? "\"title\":\"" + HttpStatus.valueOf(status).getReasonPhrase() + "\"," : "";
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
		assertThat(response.header("WWW-Authenticate")).isEqualTo((status == 401) ? "Bearer" : "");
		assertThat(response.body()).isEqualTo(
				"{\"type\":\"about:blank\",%s\"status\":%d,\"detail\":\"%s\",\"instance\":\"%s\",\"code\":\"%s\"}"
					.formatted(title, status, detail, path, code));
	}

	@Test
	void sendWhenExceptionHasHeadersThenTheyAreSent() {
		assertThat(this.http.get("/notes", ALICE).header("Allow")).isEqualTo("POST");
		assertThat(this.http.get("/handled", ALICE).header("Retry-After")).isEqualTo("7");
	}

	@Test
	void sendWhenErrorOfTheContainerThenProblemOfTheRequestedPath() {
		assertThat(this.http.send("TRACE", "/notes", ALICE).body()).contains("\"instance\":\"/notes\"",
				"\"code\":\"method_not_allowed\"");
	}

	@Test
	void sendWhenServerErrorThenCauseIsLoggedOnly(CapturedOutput output) {
		for (String path : List.of("/failed", "/explained", "/down")) {
			assertThat(this.http.get(path, ALICE).toString()).as(path).doesNotContain("secret", "Exception");
		}
		assertThat(output.getOut()).contains("GET /explained failed", "a secret reason", "GET /down failed",
				"a secret failure");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{\"count\":\"hunter2\"}", "{\"title\":\"x\"} hunter2" })
	void postWhenBodyCannotBeReadThenInvalidRequest(String body) {
		Response response = this.http.post("/notes", body, ALICE);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body()).contains("\"code\":\"invalid_request\"").doesNotContain("hunter2", "errors");
	}

	@Test
	void postWhenBodyHasAnotherTypeThenUnsupported() {
		Response response = this.http.send("POST", "/notes", ALICE, "Content-Type: text/plain",
				"Content-Length: 7\r\n\r\nhunter2");
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept")).isEqualTo("application/json");
		assertThat(response.body()).contains("\"code\":\"unsupported_media_type\"").doesNotContain("hunter2");
	}

	@Test
	void postWhenFieldsAreNotValidThenSortedErrors() {
		assertThat(this.http.post("/notes", "{\"title\":\"\",\"count\":-1}", ALICE).body())
			.endsWith("\"code\":\"invalid_request\",\"errors\":[{\"field\":\"count\",\"message\":\"must be positive\"},"
					+ "{\"field\":\"note\",\"message\":\"must be a note\"},"
					+ "{\"field\":\"title\",\"message\":\"must not be blank\"}]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/page?size=hunter2", "/bound?count=hunter2", "/constrained?size=hunter2" })
	void getWhenParameterIsNotValidThenNamedAndNotQuoted(String target) {
		Response response = this.http.get(target, ALICE);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body())
			.containsPattern("\"errors\":\\[\\{\"field\":\"(size|count)\",\"message\":\"must be [a-z ]+\"}]")
			.doesNotContain("hunter2", "java");
	}

	@Test
	void getWhenApplicationHasAnExceptionHandlerThenItIsUsed() {
		assertThat(this.http.get("/own-handler", ALICE).body()).isEqualTo("own");
	}

	@Test
	void getWhenErrorPageIsAskedForThenNotFound() {
		assertThat(this.http.get("/error", ALICE).status()).isEqualTo(403);
		try (ConfigurableApplicationContext open = start("jwt-security.web.problem-details=true",
				"spring.main.sources=" + OpenChain.class.getName())) {
			assertThat(http(open).get("/error").body()).contains("\"status\":404", "\"code\":\"not_found\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security.web.problem-details=false", "spring.mvc.problemdetails.enabled=true" })
	void getWhenNotEnabledThenAnsweredAsTheApplicationSays(String property) {
		try (ConfigurableApplicationContext other = start(property)) {
			for (String path : List.of("/nothing", "/reason", "/failed")) {
				assertThat(http(other).get(path, ALICE).body()).as(path).doesNotContain("\"code\"");
			}
			assertThat(http(other).get("/direct", ALICE).body()).contains("\"code\":\"overloaded\"");
		}
	}

	@Test
	void startWhenApplicationHasBothBeansThenBacksOff() {
		try (ConfigurableApplicationContext other = start("jwt-security.web.problem-details=true",
				"spring.main.sources=" + OwnBeans.class.getName())) {
			assertThat(other.getBeanNamesForType(ResponseEntityExceptionHandler.class)).containsExactly("ownHandler");
			assertThat(other.getBeanNamesForType(ErrorController.class)).containsExactly("ownController");
		}
	}

	@Test
	void startWhenSpringMvcHasProblemDetailsTooThenOneHandler() {
		try (ConfigurableApplicationContext other = start("jwt-security.web.problem-details=true",
				"spring.mvc.problemdetails.enabled=true")) {
			assertThat(other.getBeanNamesForType(ResponseEntityExceptionHandler.class))
				.containsExactly("jwtSecurityProblemExceptionHandler");
			assertThat(http(other).get("/reason", ALICE).body()).contains("\"code\":\"conflict\"");
		}
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.main.banner-mode=off", "jwt-security.secret=" + TestTokens.SECRET)
			.run(Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	private static RawHttp http(ConfigurableApplicationContext context) {
		return new RawHttp(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ NoteController.class, OwnHandler.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		ResponseEntityExceptionHandler ownHandler() {
			return new ResponseEntityExceptionHandler() {
			};
		}

		@Bean
		ErrorController ownController() {
			return new ErrorController() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenChain {

		@Bean
		SecurityFilterChain open(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

	@ControllerAdvice
	static class OwnHandler {

		private final ProblemDetailWriter problems;

		OwnHandler(ProblemDetailWriter problems) {
			this.problems = problems;
		}

		@ExceptionHandler
		void handle(UnsupportedOperationException ex, HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			response.setHeader("Retry-After", "7");
			this.problems.write(request, response, ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE));
		}

		@ExceptionHandler
		void handle(NoSuchElementException ex, HttpServletResponse response) throws IOException {
			response.getWriter().write("own");
		}

	}

	record Note(String title, int count) {
	}

	@RestController
	static class NoteController {

		private final ProblemDetailWriter problems;

		NoteController(ProblemDetailWriter problems) {
			this.problems = problems;
		}

		@InitBinder("note")
		void validateNotes(WebDataBinder binder) {
			binder.setValidator(new NoteValidator());
		}

		@PostMapping(path = "/notes", consumes = "application/json")
		void add(@Validated @RequestBody Note note) {
		}

		@GetMapping("/bound")
		void bound(@ModelAttribute Note note) {
		}

		@GetMapping("/page")
		void page(@RequestParam int size) {
		}

		@GetMapping("/constrained")
		void constrained(@RequestParam String size) {
			var method = ReflectionUtils.findMethod(NoteController.class, "constrained", String.class);
			var parameter = new MethodParameter(method, 0);
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			throw new HandlerMethodValidationException(MethodValidationResult.create(this, method,
					List.of(new ParameterValidationResult(parameter, size,
							List.of(new DefaultMessageSourceResolvable(null, null, "must be small")), null, null, null,
							(error, type) -> error))));
		}

		@GetMapping("/reason")
		void reason() {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "There is one already.");
		}

		@GetMapping("/no-reason")
		void noReason() {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}

		@GetMapping("/unauthorized")
		void unauthorized() {
			throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
		}

		@GetMapping("/quota")
		void quota() {
			throw problem(HttpStatus.UNPROCESSABLE_CONTENT, "quota_exceeded", "There is no room.");
		}

		@GetMapping("/down")
		void down() {
			throw problem(HttpStatus.BAD_GATEWAY, "upstream_down", "a secret failure");
		}

		@GetMapping("/explained")
		void explained() {
			throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, "a secret reason");
		}

		@GetMapping("/failed")
		void failed() {
			throw new IllegalStateException("a secret state");
		}

		@GetMapping("/handled")
		void handled() {
			throw new UnsupportedOperationException("a secret operation");
		}

		@GetMapping("/own-handler")
		void ownHandler() {
			throw new NoSuchElementException("a secret argument");
		}

		@GetMapping("/sent")
		void sent(HttpServletResponse response) throws IOException {
			response.sendError(409, "a secret message");
		}

		@GetMapping("/odd")
		void odd(HttpServletResponse response) throws IOException {
			response.sendError(499);
		}

		@GetMapping("/direct")
		void direct(HttpServletRequest request, HttpServletResponse response) throws IOException {
			this.problems.write(request, response, ProblemDetail.forStatus(503));
		}

		private static ErrorResponseException problem(HttpStatus status, String code, String detail) {
			ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
			problem.setProperty("code", code);
			return new ErrorResponseException(status, problem, new IllegalStateException("a secret failure"));
		}

	}

	static class NoteValidator implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Note.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			Note note = (Note) target;
			if (note.title() != null && note.title().isBlank()) {
				errors.rejectValue("title", "blank", "must not be blank");
			}
			if (note.count() < 0) {
				errors.rejectValue("count", "negative", "must be positive");
				errors.reject("wrong", "must be a note");
			}
		}

	}

}
