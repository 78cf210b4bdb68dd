package io.github.jwtsecurity.account.password;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NewPassword}.
 */
class NewPasswordTests {

	@Test
	void ofThenNormalFormAndLengthInCodePoints() {
		NewPassword password = NewPassword.of("e\u0301\uD83D\uDC08", "alice@example.com");
		assertThat(password.text()).isEqualTo("\u00E9\uD83D\uDC08");
		assertThat(password.length()).isEqualTo(2);
		assertThat(password.email()).isEqualTo("alice@example.com");
		assertThat(NewPassword.of("", "").text()).isEmpty();
	}

	@Test
	void toStringThenNeitherPasswordNorAddress() {
		assertThat(NewPassword.of("Secret-7", "alice@example.com")).hasToString("[password]");
	}

}
