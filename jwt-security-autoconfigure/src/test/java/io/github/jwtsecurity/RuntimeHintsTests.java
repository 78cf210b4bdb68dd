package io.github.jwtsecurity;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the hints of the library for a native image.
 */
class RuntimeHintsTests {

	private static final RuntimeHints hints = new RuntimeHints();

	@BeforeAll
	static void register() {
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("io.github.jwtsecurity."))
			.forEach((registrar) -> registrar.registerHints(hints, ClassUtils.getDefaultClassLoader()));
	}

	@ParameterizedTest
	@MethodSource
	void everyResourceOfTheLibraryHasAHint(String resource) {
		assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(hints);
	}

	static List<String> everyResourceOfTheLibraryHasAHint() throws IOException, URISyntaxException {
		Path root = Path.of(TokenAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> root.relativize(file).toString())
				.filter((file) -> !file.endsWith(".class") && !file.startsWith("META-INF"))
				.sorted()
				.toList();
		}
	}

	@Test
	void resourcesAreFound() throws IOException, URISyntaxException {
		assertThat(everyResourceOfTheLibraryHasAHint()).contains("io/github/jwtsecurity/token/well-known-secrets.txt",
				"io/github/jwtsecurity/endpoint/version.properties", "io/github/jwtsecurity/openapi/openapi.yaml",
				"io/github/jwtsecurity/jdbc/schema-h2.sql");
	}

	@Test
	void commonPasswordsHaveAHint() {
		String list = "com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";
		assertThat(ClassUtils.getDefaultClassLoader().getResource(list)).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource(list)).accepts(hints);
	}

	@Test
	void mailTextsAreABundle() {
		assertThat(RuntimeHintsPredicates.resource().forBundle("io.github.jwtsecurity.mail.messages")).accepts(hints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "web.PermitRule", "ratelimit.RateLimit" })
	void conversionOfATextIsInvoked(String type) {
		Class<?> converted = ClassUtils.resolveClassName("io.github.jwtsecurity." + type, null);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ReflectionUtils.findMethod(converted, "valueOf", String.class))).accepts(hints);
	}

	@Test
	void ownerIsInvoked() {
		Class<?> type = ClassUtils.resolveClassName("io.github.jwtsecurity.ownership.OwnerAuthorization", null);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ReflectionUtils.findMethod(type, "is", Object.class))).accepts(hints);
	}

	@Test
	void fieldErrorIsSerialized() {
		Class<?> type = ClassUtils.resolveClassName("io.github.jwtsecurity.web.FieldError", null);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ReflectionUtils.findMethod(type, "message")))
			.accepts(hints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.transaction.support.TransactionSynchronizationManager",
			"org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties",
			"org.bouncycastle.crypto.generators.Argon2BytesGenerator", "org.bouncycastle.math.ec.rfc8032.Ed25519",
			"org.bouncycastle.crypto.util.PrivateKeyFactory" })
	void optionalClassIsFound(String type) {
		assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(type))).accepts(hints);
	}

}
