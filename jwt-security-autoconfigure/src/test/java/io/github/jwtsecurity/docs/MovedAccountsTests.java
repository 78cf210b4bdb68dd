package io.github.jwtsecurity.docs;

import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class MovedAccountsTests {

	@Test
	void passwordsOfBetterAuthAreAcceptedAndUpgraded() {
		PasswordEncoder encoder = new MovedAccounts().passwordEncoder();
		String stored = "{better-auth}4f8a55107e5f30d7ae951dc3e7ba136e:88f4841ce459e8cf100bedc907163eaf386a73bb5b02a95f"
				+ "6fa50b79717780b30c2ad6a0c8544020d1e0f607d406f71d2a4be7faa023c3f1bc341f0aa54ceecd";
		assertThat(encoder.matches("correct horse battery staple", stored)).isTrue();
		assertThat(encoder.upgradeEncoding(stored)).isTrue();
		assertThat(encoder.encode("correct horse battery staple")).startsWith("{bcrypt}");
	}

}
