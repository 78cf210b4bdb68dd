package io.github.jwtsecurity.token;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropertyChangeReport} with the event of Spring Cloud.
 */
@ExtendWith(OutputCaptureExtension.class)
class PropertyChangeReportTests {

	private static final Path JAR = Path.of("target/spring-cloud/spring-cloud-context.jar");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void refreshWhenPropertyOfTheLibraryThenWarns(CapturedOutput output) {
		this.runner.run((context) -> {
			context.publishEvent(event(Set.of("jwt-security.secret", "server.port", "jwt-security.audiences[0]")));
			assertThat(output).contains("reads at start-up only: [jwt-security.audiences[0], jwt-security.secret]")
				.doesNotContain("server.port", TestTokens.SECRET);
		});
	}

	@Test
	void refreshWhenOtherPropertyThenSilent(CapturedOutput output) {
		this.runner.run((context) -> {
			context.publishEvent(event(Set.of("server.port")));
			assertThat(output).doesNotContain("at start-up only");
		});
	}

	private static ApplicationEvent event(Set<String> keys) throws Exception {
		try (URLClassLoader springCloud = new URLClassLoader(new URL[] { JAR.toUri().toURL() })) {
			return (ApplicationEvent) springCloud
				.loadClass("org.springframework.cloud.context.environment.EnvironmentChangeEvent")
				.getConstructor(Object.class, Set.class)
				.newInstance(PropertyChangeReportTests.class, keys);
		}
	}

}
