package io.github.jwtsecurity.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.endpoint.AccountApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartUpReport}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpReportTests {

	private static final String WARNING = "Neither jwt-security.issuer nor jwt-security.audiences is set";

	private static final String OWNERSHIP_WARNING = "jwt-security.ownership.enabled is false";

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts();

	@Test
	void startWhenSecretThenKeyIdsAndNothingOfThem(CapturedOutput output) {
		start("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.audiences=tasks,notes");
		assertThat(line(output))
			.contains("verified by secret, key ids [",
					"], algorithms [HS256], issuer not checked," + " audiences [tasks, notes]; no accounts")
			.doesNotContain(TestTokens.SECRET);
		assertThat(output).doesNotContain(WARNING, OWNERSHIP_WARNING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off" })
	void startWhenOwnershipIsOffThenWarnsOnce(String value, CapturedOutput output) {
		start("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.ownership.enabled=" + value);
		assertThat(output.getAll().lines().filter((line) -> line.contains(OWNERSHIP_WARNING))).singleElement()
			.asString()
			.contains("WARN", "all users");
	}

	@Test
	void startWhenAccountsThenTheirPath(CapturedOutput output) {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.accounts.base-path=/who")) {
			assertThat(running.context().isRunning()).isTrue();
		}
		assertThat(line(output)).contains("accounts at /who");
	}

	@Test
	void startWhenKeySetAndNothingIsCheckedThenWarns(CapturedOutput output) {
		start("jwt-security.jwk-set-uri=https://issuer.example/jwks");
		assertWarns(output);
	}

	@Test
	void startWhenPublicKeyAndNothingIsCheckedThenWarns(@TempDir Path directory, CapturedOutput output)
			throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(256);
		String key = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded());
		Path file = Files.writeString(directory.resolve("issuer.pem"),
				"-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
		start("jwt-security.public-key-location=" + file.toUri());
		assertWarns(output);
	}

	private static void assertWarns(CapturedOutput output) {
		assertThat(line(output)).contains("issuer not checked, audiences not checked");
		assertThat(output.getAll().lines().filter((line) -> line.contains(WARNING))).singleElement()
			.asString()
			.contains("WARN", "ID tokens");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security.issuer=https://issuer.example", "jwt-security.audiences=tasks" })
	void startWhenPublicKeysAndSomethingIsCheckedThenNoWarning(String check, CapturedOutput output) {
		start("jwt-security.jwk-set-uri=https://issuer.example/jwks", check);
		assertThat(line(output)).contains("verified by jwk-set, key ids not known yet");
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void startWhenHomeOfSeveralHasNoIssuerThenWarns(CapturedOutput output) {
		String[] shop = { "jwt-security.issuers.shop.jwk-set-uri=https://shop.example/jwks",
				"jwt-security.issuers.shop.issuer=https://shop.example",
				"jwt-security.issuers.shop.user-id-prefix=shop:" };
		String warning = "jwt-security.issuer is not set: since there are further issuers";
		this.runner.withPropertyValues(shop)
			.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/jwks")
			.run((context) -> assertThat(output).contains(warning).doesNotContain(WARNING));
		int before = output.getAll().length();
		this.runner.withPropertyValues(shop)
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> assertThat(output.getAll().substring(before)).doesNotContain(warning));
	}

	@Test
	void startWhenBetterAuthThenItsOrigin(CapturedOutput output) {
		start("jwt-security.better-auth.url=https://auth.example/x");
		assertThat(line(output)).contains("verified by better-auth", "issuer https://auth.example",
				"audiences [https://auth.example]");
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void startWhenDecoderIsTheApplicationsThenSaysSo(CapturedOutput output) {
		this.runner.withBean(JwtDecoder.class, () -> (token) -> {
			throw new BadJwtException("no");
		}).run((context) -> assertThat(context).hasNotFailed());
		assertThat(line(output)).contains("verified by a JwtDecoder of the application; no accounts");
	}

	@Test
	void startWhenContextIsInheritedByThreadsThenWarns(CapturedOutput output) {
		SecurityContextHolderStrategy before = SecurityContextHolder.getContextHolderStrategy();
		SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_INHERITABLETHREADLOCAL);
		try {
			start("jwt-security.secret=" + TestTokens.SECRET);
		}
		finally {
			SecurityContextHolder.setContextHolderStrategy(before);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("MODE_INHERITABLETHREADLOCAL")))
			.singleElement()
			.asString()
			.contains("WARN", "task decorator");
	}

	private void start(String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> assertThat(context).hasNotFailed());
	}

	private static String line(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("INFO") && line.contains("Tokens are verified by"))
			.reduce((first, second) -> {
				throw new AssertionError("two lines");
			})
			.orElseThrow();
	}

}
