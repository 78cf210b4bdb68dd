package io.github.jwtsecurity.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import io.github.jwtsecurity.TestProperties;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

/**
 * Tests for the key properties, and for the failures at start-up if they are invalid.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyConfigurationTests {

	private static final String LONG_ENOUGH = TestTokens.SECRET;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class));

	@Test
	void startWhenSecretThenDecoderAndIssuerAgree() {
		this.runner.withPropertyValues("jwt-security.secret=" + LONG_ENOUGH).run((context) -> {
			assertThat(context).hasSingleBean(StrictJwtDecoder.class).hasSingleBean(AccessTokenIssuer.class);
			assertThat(context.getBean(JwtDecoder.class).decode(TestTokens.validFor("alice"))).isNotNull();
		});
	}

	@ParameterizedTest
	@MethodSource
	void startWhenSecretIsUnusableThenSaysWhy(List<String> values, String expected, CapturedOutput output) {
		String text = start(values);
		assertThat(text).contains("APPLICATION FAILED TO START", expected, "Action:", "openssl rand -base64");
		for (String value : values) {
			String secret = value.substring(value.indexOf('=') + 1);
			if (secret.length() > 6 && !secret.startsWith("${")) {
				assertThat(output.getAll()).doesNotContain(secret);
			}
		}
	}

	static Stream<Arguments> startWhenSecretIsUnusableThenSaysWhy() {
		String placeholder = "your-256-bit-secret-your-256-bit-secret";
		String tutorial = "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970";
		String jwtIo = "a-string-secret-at-least-256-bits-long";
		String base64Placeholder = Base64.getEncoder().encodeToString(jwtIo.getBytes(StandardCharsets.UTF_8));
		String hexPlaceholder = HexFormat.of().formatHex(jwtIo.getBytes(StandardCharsets.UTF_8));
		return Stream.of(
				unusable("jwt-security.secret is too short: it has 31 bytes, HS256 needs at least 32",
						"jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eV"),
				unusable("jwt-security.secret is too short: it has 31 bytes",
						"jwt-security.secret=base64:" + TestTokens.encode("q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eV")),
				unusable("jwt-security.secret is too short: it has 0 bytes", "jwt-security.secret=base64:"),
				unusable("jwt-security.secret is too short: it has 36 bytes, HS384 needs at least 48",
						"jwt-security.secret=" + LONG_ENOUGH, "jwt-security.algorithms=HS384"),
				unusable("jwt-security.secret is too short: it has 36 bytes, HS512 needs at least 64",
						"jwt-security.secret=" + LONG_ENOUGH, "jwt-security.algorithms=HS512"),
				unusable("jwt-security.secret starts with base64: but what follows is not base64",
						"jwt-security.secret=base64:q9TKkW3vYxN5uBzR7mDhFc!JpLsGa2eVq9TKkW3vYxN5"),
				unusable(
						"jwt-security.secret holds a placeholder that was not replaced: A_VARIABLE_WITH_A_NAME_OF_MORE_THAN_32_BYTES is not set",
						"jwt-security.secret=${A_VARIABLE_WITH_A_NAME_OF_MORE_THAN_32_BYTES}"),
				unusable("jwt-security.secret is a well-known placeholder", "jwt-security.secret=" + placeholder),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=" + placeholder.toUpperCase(Locale.ROOT)),
				unusable("jwt-security.secret is a well-known placeholder", "jwt-security.secret=changeme"),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=please-change-me-please-change-me-please"),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=secretsecretsecretsecretsecretsecret"),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=better-auth-secret-12345678901234567890"),
				unusable("jwt-security.secret is a well-known placeholder", "jwt-security.secret=" + tutorial),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=base64:"
								+ Base64.getEncoder().encodeToString(HexFormat.of().parseHex(tutorial))),
				unusable("jwt-security.secret is a well-known placeholder", "jwt-security.secret=" + jwtIo),
				unusable("jwt-security.secret is a well-known placeholder", "jwt-security.secret=" + base64Placeholder),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=base64:" + base64Placeholder),
				unusable("jwt-security.secret is a well-known placeholder",
						"jwt-security.secret=base64:" + TestTokens.encode(base64Placeholder)),
				unusable("jwt-security.secret is a well-known placeholder", "jwt-security.secret=" + hexPlaceholder),
				unusable("jwt-security.secret has a pattern that can be guessed",
						"jwt-security.secret=12345678901234567890123456789012"),
				unusable("jwt-security.secret has a pattern that can be guessed",
						"jwt-security.secret=abcdefghijklmnopqrstuvwxyz123456"),
				unusable("jwt-security.previous-secrets[0] has a pattern that can be guessed",
						"jwt-security.secret=" + LONG_ENOUGH,
						"jwt-security.previous-secrets[0]=0123456789abcdef0123456789abcdef"),
				unusable("jwt-security.previous-secrets[1] is too short", "jwt-security.secret=" + LONG_ENOUGH,
						"jwt-security.previous-secrets[0]=another-" + LONG_ENOUGH,
						"jwt-security.previous-secrets[1]=tooshort"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s\n", "%s\r\n", "%s ", " %s", "\t%s", "\n%s", "%s\u00A0", "%s\u2028", "\uFEFF%s",
			"%s\u200B" })
	void startWhenSecretHasBlankEndsThenSaysSoAndWhatToDo(String template, CapturedOutput output) {
		for (String secret : List.of(LONG_ENOUGH, "base64:" + TestTokens.encode(LONG_ENOUGH))) {
			String blank = template.formatted(secret);
			assertRefusedForBlankEnds("jwt-security.secret", Map.of("jwt-security.secret", blank));
			assertRefusedForBlankEnds("jwt-security.previous-secrets[1]",
					Map.of("jwt-security.secret", "x" + LONG_ENOUGH, "jwt-security.previous-secrets[0]", LONG_ENOUGH,
							"jwt-security.previous-secrets[1]", blank));
		}
		assertRefusedForBlankEnds("jwt-security.secret",
				Map.of("jwt-security.secret", "base64:" + template.formatted(TestTokens.encode(LONG_ENOUGH))));
		assertThat(output.getAll()).doesNotContain(LONG_ENOUGH, TestTokens.encode(LONG_ENOUGH));
	}

	private void assertRefusedForBlankEnds(String property, Map<String, Object> properties) {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("exact", properties)))
			.run((context) -> {
				FailureAnalysis analysis = new KeyConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription())
					.isEqualTo(property + " begins or ends with a blank or a line break.");
				assertThat(analysis.getAction()).contains("file with a line break at its end", "tr -d '\\n'",
						"configtree:");
			});
	}

	@Test
	void startWhenSecretHasBlanksInsideThenStarts() {
		this.runner.withPropertyValues("jwt-security.secret=correct horse battery staple of this service")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenFileOfConfigTreeEndsWithLineBreakThenStarts(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("jwt-security.secret"), LONG_ENOUGH + "\n");
		try (ConfigurableApplicationContext context = run(
				List.of("spring.config.import=configtree:" + directory + "/"))) {
			assertThat(context.getBean(JwtDecoder.class).decode(TestTokens.validFor("alice"))).isNotNull();
		}
	}

	@Test
	void startWhenNoKeySourceThenSaysHowToSetOne() {
		for (List<String> values : List.of(List.<String>of(), List.of("jwt-security.secret="),
				List.of("jwt-security.secret=   "), List.of("jwt-security.generate-secret=false"),
				List.of("jwt-security.previous-secrets=" + LONG_ENOUGH))) {
			assertThat(start(values)).as(values.toString())
				.contains("No key source is set", "Set jwt-security.secret", "openssl rand -base64 48",
						"jwt-security.generate-secret");
		}
	}

	@Test
	void startWhenLazyThenKeysAreStillChecked() {
		assertThat(start(List.of("spring.main.lazy-initialization=true"))).contains("No key source is set");
		assertThat(start(List.of("spring.main.lazy-initialization=true", "jwt-security.secret=short")))
			.contains("jwt-security.secret is too short");
		assertThat(start(List.of("spring.main.lazy-initialization=true", "jwt-security.secret=" + LONG_ENOUGH,
				"jwt-security.accounts.enabled=true", "jwt-security.token.user-id-claim=jti")))
			.contains("jwt-security.token.user-id-claim is 'jti'");
	}

	@Test
	void startWhenPreviousSecretIsBlankThenItCountsAsNotSet() {
		this.runner
			.withPropertyValues("jwt-security.secret=" + LONG_ENOUGH, "jwt-security.previous-secrets[0]=",
					"jwt-security.previous-secrets[1]= ")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenAlgorithmIsNotForSecretsThenNamesTheOnesThatAre() {
		for (String algorithms : List.of("RS256", "none", "HS256,HS512", "HS1", "hs256", "EdDSA,HS256")) {
			assertThat(start(List.of("jwt-security.secret=" + LONG_ENOUGH, "jwt-security.algorithms=" + algorithms)))
				.as(algorithms)
				.contains("jwt-security.algorithms is [", "exactly one HMAC algorithm", "HS256, HS384, HS512");
		}
	}

	@Test
	void startWhenSecretsCannotBeBoundThenDoesNotPrintThem(CapturedOutput output) {
		String text = start(
				List.of("jwt-security.secret=" + LONG_ENOUGH, "jwt-security.previous-secrets[0]=p0-" + LONG_ENOUGH,
						"jwt-security.previous-secrets[2]=p2-" + LONG_ENOUGH));
		assertThat(text).contains("The property jwt-security.previous-secrets could not be bound");
		assertThat(output.getAll()).doesNotContain(LONG_ENOUGH);
	}

	@Test
	void startWhenGeneratedThenOneLoudLineAndWorkingTokens(CapturedOutput output) {
		this.runner.withPropertyValues("jwt-security.generate-secret=true", "jwt-security.secret=").run((context) -> {
			String token = context.getBean(AccessTokenIssuer.class)
				.issue("alice", "alice@example.com", Duration.ofHours(1))
				.getTokenValue();
			assertThat(context.getBean(JwtDecoder.class).decode(token).getSubject()).isEqualTo("alice");
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("RANDOM SECRET")).count()).isOne();
	}

	@Test
	void startWhenGenerateIsOnButSecretIsSetThenSecretIsUsed(CapturedOutput output) {
		this.runner.withPropertyValues("jwt-security.generate-secret=true", "jwt-security.secret=" + LONG_ENOUGH)
			.run((context) -> assertThat(context.getBean(JwtDecoder.class).decode(TestTokens.validFor("alice")))
				.isNotNull());
		assertThat(output.getAll()).doesNotContain("RANDOM SECRET");
	}

	@Test
	void startWhenSecretIsMonotonousThenWarns(CapturedOutput output) {
		String secret = "gacfbedagfcbaedgbfacgdebfcagedbacfgebd";
		this.runner.withPropertyValues("jwt-security.secret=" + secret)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("WARN", "very few different bytes").doesNotContain(secret);
	}

	@Test
	void startWhenDecoderIsTheApplicationsThenBacksOffAndNeedsNoKey() {
		JwtDecoder own = mock(JwtDecoder.class);
		this.runner.withBean(JwtDecoder.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(AccessTokenIssuer.class);
			assertThat(context.getBean(JwtDecoder.class)).isSameAs(own);
		});
	}

	@Test
	void toStringThenNoSecret() {
		VerificationProperties properties = TestProperties.bind(VerificationProperties.class, "secret=" + LONG_ENOUGH,
				"previous-secrets=p-" + LONG_ENOUGH);
		assertThat(properties.toString()).doesNotContain(LONG_ENOUGH);
		assertThat(Secret.parse("jwt-security.secret", LONG_ENOUGH, JWSAlgorithm.HS256).toString())
			.isEqualTo("Secret[36 bytes]");
	}

	private static Arguments unusable(String expected, String... values) {
		return Arguments.of(List.of(values), expected);
	}

	/**
	 * Starts a real application, so that its failure analyzers are used.
	 */
	private static String start(List<String> values) {
		PrintStream out = System.out;
		ByteArrayOutputStream captured = new ByteArrayOutputStream();
		System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
		try {
			assertThatThrownBy(() -> run(values)).isInstanceOf(Exception.class);
		}
		finally {
			System.setOut(out);
		}
		String text = captured.toString(StandardCharsets.UTF_8);
		out.print(text);
		return text;
	}

	private static ConfigurableApplicationContext run(List<String> values) {
		return new SpringApplicationBuilder(TokenAutoConfiguration.class).web(WebApplicationType.NONE)
			.properties(Map.of("spring.main.banner-mode", "off"))
			.run(values.stream().map((value) -> "--" + value).toArray(String[]::new));
	}

}
