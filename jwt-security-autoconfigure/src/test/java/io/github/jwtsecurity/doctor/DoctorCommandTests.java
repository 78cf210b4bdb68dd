package io.github.jwtsecurity.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DoctorCommand}.
 */
class DoctorCommandTests {

	private static final String SECRET = "--jwt-security.secret=" + TestTokens.SECRET;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

	@Test
	void checkWhenAcceptedThenZero() {
		String token = TestTokens.validFor("alice");
		assertThat(run(token + "\n", SECRET)).isZero();
		assertThat(this.output.toString()).startsWith("outcome      ACCEPTED")
			.containsPattern("(?m)^passed +signature$")
			.doesNotContain(token, "alice");
	}

	@Test
	void checkWhenRefusedThenOneAndTheChecks() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.remove("email");
		assertThat(run(TestTokens.sign(claims), "check", SECRET)).isOne();
		assertThat(this.output.toString()).containsPattern("(?m)^reason +CLAIM$")
			.containsPattern("(?m)^failed +email$")
			.containsPattern("found +nothing$|found +nothing\\R")
			.containsPattern("(?m)^not reached +validators$");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--jwt-security.secret=short", "--jwt-security.generate-secret=true",
			"--jwt-security.jwk-set-uri=http://localhost:1/jwks" })
	void checkWhenConfigurationCannotBeUsedThenTwo(String property) {
		String token = TestTokens.validFor("alice");
		assertThat(property.isEmpty() ? run(token) : run(token, property)).isEqualTo(2);
		assertThat(this.output.toString() + this.errors).doesNotContain(token).isNotBlank();
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

	@Test
	void mintThenTokenThatIsAccepted() {
		assertThat(run("", "mint", "--user-id", "alice", "--lifetime=10m", SECRET)).isZero();
		String token = this.output.toString().strip();
		assertThat(TestTokens.payload(token).path("user_id").asString()).isEqualTo("alice");
		this.output.reset();
		assertThat(run(token, SECRET)).isZero();
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
