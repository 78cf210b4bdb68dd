package io.github.jwtsecurity.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the log at start-up.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpTests {

	private static final String SECRET = "a-secret-of-this-test-that-is-long-enough";

	@ParameterizedTest
	@ValueSource(strings = { "", SECRET })
	void logsNoTokenAndNoSecret(String secret, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(secret)) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output).contains("Tomcat started").doesNotContain("Bearer", "eyJ", SECRET);
		}
	}

	@Test
	void warnsOfTheGeneratedSecretAndMailInTheLogAndOfNothingElse(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(Warnings.in(output)).hasSize(2)
				.anyMatch((line) -> line.contains("RANDOM SECRET"))
				.anyMatch((line) -> line.contains("jwt-security.mail.console is true"));
		}
	}

	private static ConfigurableApplicationContext start(String secret) {
		return SpringApplication.run(SampleApplication.class, "--jwt-security.secret=" + secret, "--server.port=0");
	}

}
