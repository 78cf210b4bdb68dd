package io.github.jwtsecurity.account.password;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BetterAuthPasswordEncoder} with hashes that a Better Auth 1.7.7 server
 * stored.
 */
class BetterAuthPasswordEncoderTests {

	private static final String HASH = "4f8a55107e5f30d7ae951dc3e7ba136e:88f4841ce459e8cf100bedc907163eaf386a73bb5b02a95f6fa50b79717780b30c2ad6a0c8544020d1e0f607d406f71d2a4be7faa023c3f1bc341f0aa54ceecd";

	private final BetterAuthPasswordEncoder encoder = new BetterAuthPasswordEncoder();

	@ParameterizedTest
	@CsvSource({ "correct horse battery staple," + HASH,
			"\uFB01ne-wine-2026,86eaeb8a05b7331760c1a862a4d51ef4:d144ff5378d5a224590af48500d33b490e1388934864fc7d1d2df60269a17f75e9e5aebfbec31f7fa9e8b406c9187f12203c9d6c4284f522c380408d549da475",
			"fine-wine-2026,86eaeb8a05b7331760c1a862a4d51ef4:d144ff5378d5a224590af48500d33b490e1388934864fc7d1d2df60269a17f75e9e5aebfbec31f7fa9e8b406c9187f12203c9d6c4284f522c380408d549da475",
			"\uFF30a\u2460sswo\u0308rd-\u00BD,0c6ab34fd5d3d352edaea15b0628d4bc:a59e2cadfe2f60d35e0957c62f8dc790893fef2e1fcb4fac8fc93b20faf54a38cebcd7f52a7eebe5a8e19d2d1d12adc04cf4a9d28a920e9a2c0166d4ffd32ae4" })
	void matchesWhenPasswordIsRightThenTrue(String password, String hash) {
		assertThat(this.encoder.matches(password, hash)).isTrue();
		assertThat(this.encoder.matches(password + "x", hash)).isFalse();
	}

	@Test
	void matchesWhenHashIsChangedThenFalse() {
		String password = "correct horse battery staple";
		assertThat(this.encoder.matches(password, HASH.replace("4f8a", "4f8b"))).isFalse();
		assertThat(this.encoder.matches(password, HASH.replace("eecd", "eece"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":", "4f8a:88f4", "{bcrypt}x", "plain", HASH + "0", "x" + HASH })
	void matchesWhenHashHasAnotherFormThenFalse(String hash) {
		assertThat(this.encoder.matches("correct horse battery staple", hash)).isFalse();
	}

	@Test
	void matchesWhenNullThenFalse() {
		assertThat(this.encoder.matches(null, HASH)).isFalse();
		assertThat(this.encoder.matches("a", null)).isFalse();
	}

	@Test
	void encodeThenUnsupported() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.encoder.encode("a"));
	}

	@Test
	void delegatingThenMatchesAndUpgrades() {
		DelegatingPasswordEncoder delegating = new DelegatingPasswordEncoder("bcrypt",
				Map.of("bcrypt", new BCryptPasswordEncoder(4), "better-auth", this.encoder));
		assertThat(delegating.matches("correct horse battery staple", "{better-auth}" + HASH)).isTrue();
		assertThat(delegating.upgradeEncoding("{better-auth}" + HASH)).isTrue();
		String upgraded = delegating.encode("correct horse battery staple");
		assertThat(upgraded).startsWith("{bcrypt}");
		assertThat(delegating.upgradeEncoding(upgraded)).isFalse();
	}

}
