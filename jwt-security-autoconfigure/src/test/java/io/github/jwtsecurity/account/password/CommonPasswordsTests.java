package io.github.jwtsecurity.account.password;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import com.nulabinc.zxcvbn.StandardDictionaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommonPasswords}.
 */
class CommonPasswordsTests {

	private static final int REQUIRED = 3_000;

	private final CommonPasswords passwords = new CommonPasswords();

	private final List<String> listed = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();

	CommonPasswordsTests() throws IOException {
	}

	@Test
	void containWhenListedAndOfTheCompositionThenAtLeastThreeThousand() {
		NewPasswordCheck policy = PasswordPolicyTests.policy("common=allow");
		assertThat(this.listed.stream()
			.map(CommonPasswordsTests::capitalize)
			.filter((password) -> keeps(policy, password))).hasSizeGreaterThanOrEqualTo(REQUIRED)
			.allMatch(this.passwords::contain);
	}

	@Test
	void containWhenRepeatedAndLongEnoughForNistThenAtLeastThreeThousand() {
		NewPasswordCheck policy = PasswordPolicyTests.policy("policy=nist", "common=allow");
		assertThat(this.listed.stream()
			.filter((password) -> password.length() >= 8)
			.map((password) -> password.repeat(2))
			.filter((password) -> keeps(policy, password))).hasSizeGreaterThanOrEqualTo(REQUIRED)
			.allMatch(this.passwords::contain);
	}

	@Test
	void containWhenInAnyCaseThenTrue() {
		assertThat(this.listed).allMatch((password) -> this.passwords.contain(password.toUpperCase(Locale.ROOT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Password1", "Qwerty123", "Passw0rd", "Abc12345", "pAsSwOrD", "Password1Password1",
			"Qwerty123Qwe", "123123123123123", "aaaaaaaaaaaaaaaaaaaa" })
	void containWhenCommonOrRepeatedThenTrue(String password) {
		assertThat(this.passwords.contain(password)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Correct-horse-1", "My Password1", "Password1!", "password and qwerty",
			"P\u00E4ssword1", "\uD83D\uDC08\uD83D\uDC08\uD83D\uDC08\uD83D\uDC08" })
	void containWhenNotListedAsAWholeThenFalse(String password) {
		assertThat(this.passwords.contain(password)).isFalse();
	}

	private static boolean keeps(NewPasswordCheck policy, String password) {
		return policy.violations(password, "").isEmpty();
	}

	/**
	 * Converts the last letter to upper case, so that a listed password with two letters
	 * has letters of both cases.
	 */
	private static String capitalize(String password) {
		for (int i = password.length() - 1; i >= 0; i--) {
			if (Character.isLetter(password.charAt(i))) {
				return password.substring(0, i) + Character.toUpperCase(password.charAt(i)) + password.substring(i + 1);
			}
		}
		return password;
	}

}
