package io.github.jwtsecurity.test;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

import io.github.jwtsecurity.LibraryContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for the key source of test classes with {@link WebMvcTest}.
 */
class WebMvcTestContextCustomizerTests {

	private static final String SECRET = io.github.jwtsecurity.TestTokens.SECRET;

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withInitializer((context) -> new WebMvcTestContextCustomizer().customizeContext(context,
				mock(MergedContextConfiguration.class)));

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security.web.require-https=false", "jwt-security.secret=",
			"jwt-security.secret=${UNKNOWN_VARIABLE}", "jwt-security.signing.store=jdbc" })
	void startWhenThereIsNoUsableKeySourceThenWithARandomSecret(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(JwtDecoder.class);
			String secret = secret(context.getEnvironment());
			assertThat(secret).startsWith("base64:");
			this.runner.withPropertyValues(property)
				.run((another) -> assertThat(secret(another.getEnvironment())).isNotEqualTo(secret));
		});
	}

	@Test
	void startWhenKeySourceIsConfiguredThenUnchanged() {
		this.runner.withPropertyValues("jwt-security.secret=" + SECRET)
			.run((context) -> assertThat(context.getBean(JwtDecoder.class)
				.decode(io.github.jwtsecurity.TestTokens.validFor("alice"))
				.getClaimAsString("user_id")).isEqualTo("alice"));
		this.runner.withPropertyValues("jwt-security.generate-secret=true")
			.run((context) -> assertThat(secret(context.getEnvironment())).isNull());
		this.runner.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.invalid/jwks")
			.run((context) -> assertThat(secret(context.getEnvironment())).isNull());
	}

	@ParameterizedTest
	@ValueSource(classes = { Slice.class, Composed.class, Inherited.class, Slice.Inner.class })
	void customizerWhenWebMvcTestThenEqual(Class<?> testClass) {
		assertThat(new WebMvcTestContextCustomizerFactory().createContextCustomizer(testClass, List.of()))
			.isEqualTo(new WebMvcTestContextCustomizer())
			.hasSameHashCodeAs(new WebMvcTestContextCustomizer());
	}

	@Test
	void customizersWhenClassHasNoneOfTheAnnotationsThenNone() {
		assertThat(new WebMvcTestContextCustomizerFactory().createContextCustomizer(Complete.class, List.of()))
			.isNull();
		assertThat(new TestTokensContextCustomizerFactory().createContextCustomizer(Complete.class, List.of()))
			.isNull();
		assertThat(new TestTokensContextCustomizerFactory().createContextCustomizer(WithTokens.class, List.of()))
			.isNotNull();
	}

	private static String secret(Environment environment) {
		return environment.getProperty("jwt-security.secret");
	}

	@WebMvcTest
	static class Slice {

		@Nested
		class Inner {

		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@WebMvcTest
	@interface ControllerTest {

	}

	@ControllerTest
	static class Composed {

	}

	static class Inherited extends Slice {

	}

	@SpringBootTest
	static class Complete {

	}

	@SpringBootTest
	@AutoConfigureTestTokens
	static class WithTokens {

	}

}
