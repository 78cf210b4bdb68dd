package io.github.jwtsecurity.account.password;

import java.time.Duration;
import java.util.Map;

import io.github.jwtsecurity.account.password.PasswordProperties.Common;
import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;
import io.github.jwtsecurity.account.password.PasswordProperties.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PasswordProperties}.
 */
class PasswordPropertiesTests {

	private static final String PREFIX = "jwt-security.accounts.password.";

	static PasswordProperties bind(String... pairs) {
		return binder(pairs).bindOrCreate("jwt-security.accounts.password", PasswordProperties.class);
	}

	static Binder binder(String... pairs) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		for (String pair : pairs) {
			source.put(PREFIX + pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
		}
		return new Binder(source);
	}

	@Test
	void bindWhenNothingIsSetThenDefaults() {
		assertThat(bind()).isEqualTo(new PasswordProperties(Policy.COMPOSITION, Common.REFUSE, 8, 128, true, true, true,
				Encoder.ARGON2, 0, Duration.ofSeconds(60)));
	}

	@Test
	void bindWhenEverythingIsSetThenTaken() {
		assertThat(bind("policy=nist", "common=allow", "min-length=12", "max-length=64", "require-uppercase=false",
				"require-lowercase=false", "require-digit=false", "encoder=bcrypt", "max-concurrent-hashes=3",
				"hash-queue-timeout=5s"))
			.isEqualTo(new PasswordProperties(Policy.NIST, Common.ALLOW, 12, 64, false, false, false, Encoder.BCRYPT, 3,
					Duration.ofSeconds(5)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "min-length=0|min-length must be from 1 to 128", "max-length=7|max-length must be from 8 to 4096",
					"max-length=4097|max-length must be from 8 to 4096",
					"max-concurrent-hashes=-1|max-concurrent-hashes must be from 0 to 256",
					"hash-queue-timeout=-1s|hash-queue-timeout must be from 0s to 10m" })
	void bindWhenValueMakesNoSenseThenNamed(String pair, String message) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(pair))
			.havingRootCause()
			.withMessageStartingWith(PREFIX + message);
	}

	@Test
	void bindWhenNoPasswordIsShortAndLongEnoughThenNamed() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind("min-length=21", "max-length=20"))
			.havingRootCause()
			.withMessage(PREFIX + "max-length must not be less than " + PREFIX + "min-length");
	}

	@Test
	void bindWhenEncoderCannotTakeTheShortestPasswordThenNamed() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind("min-length=73", "encoder=bcrypt"))
			.havingRootCause()
			.withMessage(PREFIX + "min-length is more than " + PREFIX + "encoder=bcrypt can take");
		assertThat(bind("min-length=72", "encoder=bcrypt").minLength()).isEqualTo(72);
		assertThat(bind("min-length=73", "encoder=scrypt").minLength()).isEqualTo(73);
	}

	@Test
	void idThenThatOfTheStoredHash() {
		assertThat(Map.of(Encoder.ARGON2, "argon2", Encoder.BCRYPT, "bcrypt", Encoder.SCRYPT, "scrypt", Encoder.PBKDF2,
				"pbkdf2"))
			.allSatisfy((encoder, id) -> assertThat(encoder.id()).isEqualTo(id));
	}

}
