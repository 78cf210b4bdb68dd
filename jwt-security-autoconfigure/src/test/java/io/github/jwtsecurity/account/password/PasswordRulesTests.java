package io.github.jwtsecurity.account.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PasswordRules}.
 */
class PasswordRulesTests {

	private static final String PREFIX = "jwt-security.accounts.password.";

	static PasswordRules rules(String... pairs) {
		return PasswordRules.of(PasswordPropertiesTests.bind(pairs), PasswordPropertiesTests.binder(pairs));
	}

	@Test
	void ofWhenCompositionThenThatOfTheProperties() {
		assertThat(rules()).isEqualTo(new PasswordRules(8, true, true, true));
		assertThat(rules("policy=composition", "min-length=12", "require-uppercase=false", "require-digit=false"))
			.isEqualTo(new PasswordRules(12, false, true, false));
	}

	@Test
	void ofWhenNistThenFifteenCharactersOfAnyKind() {
		PasswordRules fifteen = new PasswordRules(15, false, false, false);
		assertThat(rules("policy=nist")).isEqualTo(fifteen);
		assertThat(rules("policy=NIST", "min-length=15", "require-uppercase=false", "require-lowercase=false",
				"require-digit=false"))
			.isEqualTo(fifteen);
		assertThat(rules("policy=nist", "min-length=20").minLength()).isEqualTo(20);
	}

	@ParameterizedTest
	@CsvSource({ "require-uppercase=true,require-uppercase must not be true",
			"require-lowercase=true,require-lowercase must not be true",
			"require-digit=true,require-digit must not be true", "min-length=14,min-length must be at least 15",
			"max-length=14,max-length must be at least 15" })
	void ofWhenPropertyContradictsNistThenNamesBoth(String pair, String message) {
		String[] property = pair.split("=");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> rules("policy=nist", pair))
			.satisfies((failure) -> assertThat(failure.getName()).isEqualTo(PREFIX + property[0]))
			.satisfies((failure) -> assertThat(failure.getValue()).hasToString(property[1]))
			.satisfies((failure) -> assertThat(failure.getReason()).startsWith(PREFIX + message)
				.contains(PREFIX + "policy=nist"));
	}

}
