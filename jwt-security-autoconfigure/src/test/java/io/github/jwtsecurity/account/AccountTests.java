package io.github.jwtsecurity.account;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccountTests {

	private static final Instant TIME = Instant.parse("2026-03-29T02:30:00.123456789Z");

	@Test
	void toStringThenNeitherEmailNorHash() {
		Account account = new Account("id-1", EmailAddress.of("alice@example.com"), "{argon2}secret-hash", TIME, null,
				true);
		assertThat(account.toString()).contains("id-1", "enabled=true")
			.doesNotContain("alice", "secret-hash", "argon2");
	}

	@Test
	void createWhenNanosecondsThenCutOff() {
		Account account = new Account("id-1", EmailAddress.of("alice@example.com"), "hash", TIME, TIME.plusNanos(211),
				true);
		assertThat(account.createdAt()).isEqualTo("2026-03-29T02:30:00.123456Z");
		assertThat(account.lastLoginAt()).isEqualTo("2026-03-29T02:30:00.123457Z");
	}

}
