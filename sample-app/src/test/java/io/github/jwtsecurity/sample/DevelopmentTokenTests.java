package io.github.jwtsecurity.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says when the application starts.
 */
@ExtendWith(OutputCaptureExtension.class)
class DevelopmentTokenTests {

	private static final Pattern LINE = Pattern
		.compile("INFO .*Development token for user 'demo': try  curl -H '(.+): (Bearer .+)' (http://\\S+)");

	@ParameterizedTest
	@ValueSource(strings = { "", "/sample" })
	void logsACommandThatWorksWhenTheSecretIsGenerated(String contextPath, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start("--jwt-security.secret=",
				"--server.servlet.context-path=" + contextPath)) {
			assertThat(context.isRunning()).isTrue();
			List<MatchResult> lines = LINE.matcher(output).results().toList();
			assertThat(lines).hasSize(1);
			MatchResult line = lines.get(0);
			HttpRequest request = HttpRequest.newBuilder(URI.create(line.group(3)))
				.header(line.group(1), line.group(2))
				.build();
			HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("[]");
		}
	}

	@Test
	void logsNoTokenWhenThereIsASecret(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(
				"--jwt-security.secret=a-secret-of-this-test-that-is-long-enough")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output).contains("Tomcat started").doesNotContain("Bearer", "eyJ");
		}
	}

	@Test
	void warnsOfTheGeneratedSecretAndOfNothingElse(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--jwt-security.secret=")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output.toString().lines().filter((line) -> line.contains(" WARN ") || line.contains(" ERROR ")))
				.singleElement()
				.asString()
				.contains("RANDOM SECRET");
		}
	}

	private static ConfigurableApplicationContext start(String... args) {
		return SpringApplication.run(SampleApplication.class,
				StringUtils.concatenateStringArrays(args, new String[] { "--server.port=0" }));
	}

}
