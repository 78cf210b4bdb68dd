package io.github.jwtsecurity.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.SigningKeys;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DoctorCommand}.
 */
class DoctorCommandTests {

	private static final String SECRET = "--jwt-security.secret=" + TestTokens.SECRET;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

	/**
	 * Restores the level of the root logger, which the command changes for the whole
	 * process.
	 */
	@AfterAll
	static void restoreLevel() {
		LoggingSystem.get(DoctorCommandTests.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
	}

	@Test
	void checkWhenAcceptedThenZero() {
		String token = TestTokens.validFor("alice");
		assertThat(run(token + "\n", SECRET)).isZero();
		assertThat(this.output.toString()).startsWith("outcome      ACCEPTED")
			.containsPattern("(?m)^passed +signature$")
			.containsPattern("(?m)^not checked +revocation$")
			.doesNotContain(token, "alice");
	}

	@Test
	void checkWhenRefusedThenOneAndTheChecks() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.remove("email");
		assertThat(run(TestTokens.sign(claims), "check", SECRET)).isOne();
		assertThat(this.output.toString()).containsPattern("(?m)^reason +CLAIM$")
			.containsPattern("(?m)^failed +email$")
			.containsPattern("found +nothing\\R")
			.containsPattern("remedy +Let the issuer add the claim")
			.containsPattern("(?m)^not reached +validators$");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--jwt-security.secret=short", "--jwt-security.generate-secret=true" })
	void checkWhenConfigurationCannotBeUsedThenTwo(String property) {
		String token = TestTokens.validFor("alice");
		assertThat(property.isEmpty() ? run(token) : run(token, property)).isEqualTo(2);
		assertThat(this.output.toString() + this.errors).doesNotContain(token).isNotBlank();
	}

	@Test
	void checkWhenKeySetThenItsKeyOrUndecided() throws IOException {
		ECKey key = SigningKeys.ec("issuer-key", Curve.P_256);
		String token = SigningKeys.token(key, Map.of("alg", "ES256", "kid", "issuer-key"), TestTokens.claims("alice"));
		byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
		HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		issuer.createContext("/jwks", (exchange) -> {
			exchange.sendResponseHeaders(200, keys.length);
			exchange.getResponseBody().write(keys);
			exchange.close();
		});
		issuer.start();
		String property = "--jwt-security.jwk-set-uri=http://localhost:%d/jwks"
			.formatted(issuer.getAddress().getPort());
		try {
			assertThat(run(token, property)).isZero();
			assertThat(this.output.toString()).containsPattern("(?m)^kid +issuer-key$");
		}
		finally {
			issuer.stop(0);
		}
		this.output.reset();
		assertThat(run(token, property)).isEqualTo(2);
		assertThat(this.output.toString()).startsWith("outcome      UNDECIDED")
			.containsPattern("(?m)^undecided +signature$");
	}

	@Test
	void checkWhenNoTokenThenTwo() {
		assertThat(run("", SECRET)).isEqualTo(2);
		assertThat(this.errors.toString()).contains("no token on the standard input");
	}

	@Test
	void checkWhenTokenIsAnArgumentThenNotRepeated() {
		String token = TestTokens.validFor("alice");
		assertThat(run("", token, SECRET)).isEqualTo(2);
		assertThat(this.errors.toString()).startsWith("Usage: ").doesNotContain(token);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--emial", "--property", "-user-id", "--debug" })
	void runWhenOptionIsUnknownThenUsageWithItsName(String option) {
		String token = TestTokens.validFor("alice");
		assertThat(run(token, SECRET, option + "=" + token)).isEqualTo(2);
		assertThat(run("", "mint", "--user-id", "alice", SECRET, option)).isEqualTo(2);
		assertThat(this.errors.toString().lines()).hasSize(2)
			.allSatisfy((line) -> assertThat(line).startsWith("Unknown option " + option + ". Usage: ")
				.doesNotContain(token));
		assertThat(this.output.size()).isZero();
	}

	@Test
	void usageHasTheOptionsOfThePage() throws IOException {
		String page = Files.readString(Path.of("../docs/token-doctor.md"));
		run("", "--help");
		assertThat(Pattern.compile("(?m)^\\| `(--[\\w-]+)`").matcher(page).results().map((match) -> match.group(1)))
			.hasSize(4)
			.allSatisfy((option) -> assertThat(this.errors.toString()).contains(option + " "));
	}

	@Test
	void runWhenPropertyHasADotThenAllowed() {
		assertThat(run(TestTokens.validFor("alice"), SECRET, "--spring.application.name=notes", "--notes.limit=7"))
			.isZero();
	}

	@ParameterizedTest
	@CsvSource({ "check --email a@b.example, Only mint has --email. Usage: ",
			"mint --user-id --email=a@b.example, There is no value for --user-id. Usage: ",
			"mint --user-id, There is no value for --user-id. Usage: ",
			"mint --email=a@b.example, There is no value for --user-id. Usage: ",
			"mint --user-id alice --lifetime soon, The value of --lifetime is not a duration. Usage: ",
			"mint --user-id alice --lifetime 1ms, lifetime must be at least a second",
			"mint --user-id alice --authorities a\\b, authorities must be scope tokens", "mint check, Usage: " })
	void runWhenOptionsAreWrongThenTwo(String arguments, String error) {
		assertThat(run("", arguments.split(" "))).isEqualTo(2);
		assertThat(this.errors.toString()).startsWith(error);
	}

	@Test
	void mintThenTokenThatIsAccepted() {
		assertThat(run("", "mint", "--user-id", "alice", "--lifetime=10m", SECRET)).isZero();
		String token = this.output.toString().strip();
		assertThat(TestTokens.payload(token).path("user_id").asString()).isEqualTo("alice");
		this.output.reset();
		assertThat(run(token, SECRET)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "scope, SCOPE_", "roles, ROLE_" })
	void mintWhenAuthoritiesThenTheyAreInTheConfiguredClaim(String claim, String prefix) {
		String[] properties = { "jwt-security.secret=" + TestTokens.SECRET,
				"jwt-security.token.authorities-claim=" + claim, "jwt-security.token.authority-prefix=" + prefix };
		assertThat(run("", "mint", "--user-id=alice", "--authorities", "read,operations", "--" + properties[0],
				"--" + properties[1], "--" + properties[2]))
			.isZero();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues(properties)
			.run((context) -> {
				Jwt token = context.getBean(JwtDecoder.class).decode(this.output.toString().strip());
				assertThat(context.getBean(UserIdAuthenticationConverter.class).convert(token).getAuthorities())
					.extracting(GrantedAuthority::getAuthority)
					.contains(prefix + "read", prefix + "operations");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "email" })
	void mintWhenAuthoritiesHaveNoClaimThenTwo(String claim) {
		assertThat(run("", "mint", "--user-id=alice", "--authorities=operations", SECRET,
				"--jwt-security.token.authorities-claim=" + claim))
			.isEqualTo(2);
		assertThat(this.errors.toString()).contains("jwt-security.token.authorities-claim");
		assertThat(this.output.size()).isZero();
	}

	@Test
	void mintWhenTokenWouldBeRefusedThenSaysWhyInstead() {
		assertThat(run("", "mint", "--user-id=alice", "--jwt-security.token.required-claims=tenant", SECRET)).isOne();
		assertThat(this.output.size()).isZero();
		assertThat(this.errors.toString()).containsPattern("(?m)^failed +tenant$");
	}

	@Test
	void mintWhenKeysAreOfAnotherServiceThenTwo() {
		assertThat(run("", "mint", "--user-id=alice", "--jwt-security.jwk-set-uri=http://localhost:1/jwks"))
			.isEqualTo(2);
		assertThat(this.errors.toString()).contains("no key to sign");
	}

	private int run(String input, String... arguments) {
		return new DoctorCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
				new PrintStream(this.output), new PrintStream(this.errors))
			.run(arguments);
	}

}
