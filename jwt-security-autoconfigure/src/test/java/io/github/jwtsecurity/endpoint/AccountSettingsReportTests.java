package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.token.AccessTokenCustomizer;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AccountSettingsReportTests {

	private static final String WARNING = "No AccessTokenCustomizer is called";

	@Test
	void startWhenApplicationHasAnIssuerAndCustomizersThenWarns(CapturedOutput output) {
		start(Customizer.class, Issuer.class);
		assertThat(output).containsOnlyOnce(WARNING);
	}

	@Test
	void startWhenApplicationHasEitherThenNoWarning(CapturedOutput output) {
		start(Customizer.class);
		start(Issuer.class);
		assertThat(output).doesNotContain(WARNING);
	}

	private static void start(Class<?>... beans) {
		AccountApplication.start(TestDatabase.h2(), beans).close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizer {

		@Bean
		AccessTokenCustomizer customizer() {
			return (context) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Issuer {

		@Bean
		AccessTokenIssuer issuer() {
			return (parameters) -> {
				throw new UnsupportedOperationException();
			};
		}

	}

}
