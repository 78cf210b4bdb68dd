package io.github.jwtsecurity.sample;

import java.net.http.HttpResponse;
import java.util.Objects;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonContent;
import org.springframework.test.json.JsonContentAssert;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Assertions for error responses.
 */
public final class Problems {

	private Problems() {
	}

	public static JsonContentAssert assertProblem(ResponseSpec response, HttpStatus status, String code) {
		EntityExchangeResult<String> result = response.returnResult(String.class);
		assertThat(result.getStatus()).isEqualTo(status);
		assertThat(result.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		return assertProblem(Objects.requireNonNull(result.getResponseBody()), status, code);
	}

	public static JsonContentAssert assertProblem(HttpResponse<String> response, HttpStatus status, String code) {
		assertThat(response.statusCode()).isEqualTo(status.value());
		assertThat(response.headers().firstValue(HttpHeaders.CONTENT_TYPE))
			.contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		return assertProblem(response.body(), status, code);
	}

	private static JsonContentAssert assertProblem(String body, HttpStatus status, String code) {
		JsonContentAssert problem = assertThat(new JsonContent(body));
		problem.hasPathSatisfying("$.type", (value) -> value.assertThat().isEqualTo("about:blank"));
		problem.hasPathSatisfying("$.title", (value) -> value.assertThat().isEqualTo(status.getReasonPhrase()));
		problem.hasPathSatisfying("$.status", (value) -> value.assertThat().isEqualTo(status.value()));
		problem.hasPathSatisfying("$.detail", (value) -> value.assertThat().asString().isNotBlank());
		problem.hasPathSatisfying("$.instance", (value) -> value.assertThat().asString().startsWith("/"));
		problem.hasPathSatisfying("$.code", (value) -> value.assertThat().isEqualTo(code));
		return problem;
	}

}
