package io.github.jwtsecurity.web;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProblemDetailCustomizer} in an application with JSON settings of its
 * own, which have no effect.
 */
@SpringBootTest(classes = { GuardedApplication.class, ProblemDetailCustomizerTests.Customizers.class },
		webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "spring.jackson.serialization.indent-output=true",
				"spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
				"jwt-security.web.cors.allowed-origins=https://app.example" })
@ExtendWith(OutputCaptureExtension.class)
class ProblemDetailCustomizerTests {

	private static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	@LocalServerPort
	private int port;

	private RawHttp http;

	@BeforeEach
	void connect() {
		this.http = new RawHttp(this.port);
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void refuseWhenCustomizedThenOnlyStatusAndCodeStay(Refusal refusal) {
		Response response = refusal.send(this.http, "X-Custom: trace");
		assertThat(response.status()).isEqualTo(refusal.status());
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.body())
			.isEqualTo(("{\"type\":\"https://docs.example/errors#%s\",\"title\":\"%s\",\"status\":%d,"
					+ "\"detail\":\"%s\",\"instance\":\"urn:trace:1\",\"code\":\"%s\",\"trace_id\":\"1\",\"step\":2}")
				.formatted(refusal.code(), refusal.title(), refusal.status(), refusal.detail(), refusal.code()));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void refuseWhenCustomizerFailsThenBodyIsThatWithoutCustomizers(Refusal refusal, CapturedOutput output) {
		String plain = ("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"instance\":\"%s\","
				+ "\"code\":\"%s\"}")
			.formatted(refusal.title(), refusal.status(), refusal.detail(), refusal.path(), refusal.code());
		assertThat(refusal.send(this.http).body()).isEqualTo(plain);
		for (String failure : new String[] { "exception", "error", "json", "properties" }) {
			Response response = refusal.send(this.http, "X-Custom: " + failure);
			assertThat(response.status()).as(failure).isEqualTo(refusal.status());
			assertThat(response.body()).as(failure).isEqualTo(plain);
			assertThat(response.header("WWW-Authenticate")).as(failure)
				.isEqualTo((refusal.status() == 401) ? "Bearer" : "");
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("answered without customization"))).hasSize(4)
			.allMatch((line) -> line.contains(" ERROR "));
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("forged"));
	}

	static Stream<Refusal> refusals() {
		return Stream.of(new Refusal("/me", 401, "token_missing", "An access token is required."),
				new Refusal("/api/bob/items", 403, "not_owner", "The path belongs to another user.", ALICE),
				new Refusal("/typed/uuid", 403, "access_denied", "Access is denied.", ALICE),
				new Refusal("/error", 403, "access_denied", "Access is denied.", ALICE),
				new Refusal("/me", 403, "access_denied", "This cross-origin request is not allowed.",
						"Origin: https://evil.example"),
				new Refusal("/me;x", 400, "invalid_request", "The request was rejected."));
	}

	@Test
	void refuseWhenTokenIsBadThenChallengeHasTheOriginalDetail() {
		Response response = this.http.get("/me", "Authorization: Bearer x.y.z", "X-Custom: text");
		assertThat(response.body()).contains("\"title\":\"Nein\"", "\"detail\":\"Das Token ist ungültig.\"",
				"\"code\":\"token_invalid\"");
		assertThat(response.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"")
			.doesNotContain("Das");
	}

	/**
	 * A refused request.
	 *
	 * @param path the path
	 * @param status the status of the response
	 * @param code the code
	 * @param detail the explanation
	 * @param headers the headers of the request
	 */
	record Refusal(String path, int status, String code, String detail, String... headers) {

		String title() {
			return HttpStatus.valueOf(this.status).getReasonPhrase();
		}

		Response send(RawHttp http, String... more) {
			return http.get(this.path, Stream.of(this.headers, more).flatMap(Arrays::stream).toArray(String[]::new));
		}

		@Override
		public String toString() {
			return this.path + " " + this.code;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		ProblemDetailCustomizer second() {
			return (problem, request) -> {
				if ("trace".equals(request.getHeader("X-Custom"))) {
					problem.setStatus(HttpStatus.OK);
					problem.setDetail(null);
					problem.setProperty("code", "fine");
					problem.setProperty("status", 200);
					problem.setProperty("type", "fine");
					problem.setProperty("step", (int) problem.getProperties().get("step") + 1);
				}
			};
		}

		@Bean
		@Order(1)
		ProblemDetailCustomizer first() {
			return (problem, request) -> {
				String custom = request.getHeader("X-Custom");
				if (custom != null) {
					customize(problem, custom);
				}
			};
		}

		private static void customize(ProblemDetail problem, String custom) {
			problem.setType(URI.create("https://docs.example/errors#" + problem.getProperties().get("code")));
			switch (custom) {
				case "trace" -> {
					problem.setInstance(URI.create("urn:trace:1"));
					problem.setProperty("trace_id", "1");
					problem.setProperty("step", 1);
				}
				case "text" -> {
					problem.setTitle("Nein");
					problem.setDetail("Das Token ist ungültig.");
				}
				case "exception" -> throw new IllegalStateException("broken\r\nforged line");
				case "error" -> throw new AssertionError("broken\r\nforged line");
				case "json" -> {
					Map<String, Object> endless = new HashMap<>();
					endless.put("endless", endless);
					problem.setProperty("endless", endless);
				}
				default -> {
					problem.setProperties(Map.of());
					problem.setProperty("trace_id", "1");
				}
			}
		}

	}

}
