package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.mail.TestMailDelivery;
import io.github.jwtsecurity.mail.TokenPurpose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples and tables of {@code docs/mail.md}.
 */
class MailDocumentationTests {

	private static final Page PAGE = Page.of("docs/mail.md");

	@Test
	void providerGetsTheMail() {
		try (NoteServer server = NoteServer.startWithAccounts(ProviderMail.class,
				"jwt-security.mail.base-url=https://tasks.example.com")) {
			server.json().post("/api/auth/signup", Map.of("email", "alice@example.com", "password", "Correct-horse-1"));
			server.json().post("/api/auth/password/forgot", Map.of("email", "alice@example.com"));
			TestMailDelivery.deliverAll(server.context());
			assertThat(server.bean(MailProvider.class).requests()).singleElement()
				.asString()
				.startsWith("alice@example.com RESET_PASSWORD https://tasks.example.com/reset#token=");
		}
	}

	@Test
	void purposesAreThoseOfTheCode() {
		assertThat(PAGE.table("purpose")).extracting((row) -> row.get(0))
			.containsExactlyElementsOf(
					Stream.of(TokenPurpose.values()).map((purpose) -> purpose.name().toLowerCase()).toList());
	}

	@Test
	void lifetimesAreThoseOfTheCode() {
		List<String> lifetimes = PAGE.table("purpose").stream().map((row) -> row.get(1)).toList();
		assertThat(lifetimes).containsExactly(TokenPurpose.VERIFY_EMAIL.lifetime().toHours() + " hours",
				TokenPurpose.RESET_PASSWORD.lifetime().toMinutes() + " minutes", "one hour", "seven days");
		assertThat(TokenPurpose.CHANGE_EMAIL.lifetime()).hasHours(1);
		assertThat(TokenPurpose.REVERT_EMAIL.lifetime()).hasDays(7);
	}

}
