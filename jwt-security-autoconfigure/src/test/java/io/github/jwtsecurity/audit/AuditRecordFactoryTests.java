package io.github.jwtsecurity.audit;

import java.util.Map;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.RequestLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuditRecordFactory}.
 */
class AuditRecordFactoryTests {

	private final AuditRecordFactory factory = new AuditRecordFactory(false);

	@Test
	void allThenExampleOfEachEvent() {
		assertThat(TestEvents.all()).extracting(Object::getClass)
			.containsExactlyInAnyOrder(JwtSecurityEvent.class.getPermittedSubclasses());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			SignedUp, success, -, alice, true, false, false
			LoggedIn, success, -, alice, true, false, false
			LoginFailed, failure, WRONG_PASSWORD, -, true, false, false
			AccountLocked, failure, -, -, true, false, false
			LoggedOut, success, -, alice, false, false, false
			PasswordChanged, success, -, alice, false, false, false
			PasswordChangeFailed, failure, -, alice, false, false, false
			AccountDisabled, success, -, alice, false, false, false
			AccountEnabled, success, -, alice, false, false, false
			AuthorityGranted, success, admin, alice, false, false, false
			AuthorityRevoked, success, admin, alice, false, false, false
			SessionRefreshed, success, -, alice, false, true, false
			RefreshTokenReused, failure, -, alice, false, true, false
			SessionEnded, success, REUSED, alice, false, true, false
			SessionsEnded, success, DISABLED, alice, false, false, false
			TokenMissing, failure, -, -, false, false, true
			TokenRefused, failure, EXPIRED, -, false, false, true
			OwnershipMismatch, failure, -, alice, false, false, true
			RateLimited, failure, login.per-account, -, true, false, false
			""")
	void createThenAllThatIsKnown(String event, String outcome, String reason, String userId, boolean account,
			boolean session, boolean request) {
		AuditRecord created = this.factory.create(TestEvents.all()
			.stream()
			.filter((candidate) -> candidate.getClass().getSimpleName().equals(event))
			.findFirst()
			.orElseThrow());
		assertThat(created.event()).isEqualTo(event);
		assertThat(created.outcome()).isEqualTo(outcome);
		assertThat(created.time()).isEqualTo(TestEvents.TIME);
		assertThat(created.value(AuditField.REASON)).isEqualTo(reason);
		assertThat(created.value(AuditField.USER_ID)).isEqualTo(userId);
		assertThat(created.value(AuditField.ACCOUNT)).isEqualTo(account ? TestEvents.EMAIL : null);
		assertThat(created.value(AuditField.SESSION_ID) != null).isEqualTo(session);
		assertThat(created.value(AuditField.SESSION_COUNT)).isEqualTo(event.equals("SessionsEnded") ? "2" : null);
		assertThat(created.value(AuditField.REQUEST_METHOD)).isEqualTo(request ? "GET" : null);
		assertThat(created.value(AuditField.REQUEST_PATH)).isEqualTo(request ? "/api/bob/notes" : null);
		assertThat(created.pairs()).containsAllEntriesOf(
				Map.of("address", "192.0.2.1", "user_agent", "curl/8.5.0", "request_id", "4bf92f3577b34da6"));
	}

	@Test
	void createWhenAdministratorThenActor() {
		AuditRecord created = this.factory.create(
				new JwtSecurityEvent.AccountDisabled(TestEvents.TIME, "alice", TestEvents.CLIENT.withActorId("bob\n")));
		assertThat(created.value(AuditField.USER_ID)).isEqualTo("alice");
		assertThat(created.value(AuditField.ACTOR_ID)).isEqualTo("bob?");
		assertThat(created.value(AuditField.REQUEST_ID)).isEqualTo("4bf92f3577b34da6");
		assertThat(this.factory.create(TestEvents.loginFailed()).value(AuditField.ACTOR_ID)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r", "\n", "\r\n", "\u001B[2K", "\u2028", "\u2029", "\u0085", "\0", "\u007F", "\u202E",
			"\u200B", "\uD800", "\uDC00" })
	void createWhenControlCharactersThenReplaced(String text) {
		Client client = new Client(text + "a", "a" + text + "b", text);
		AuditRecord created = this.factory.create(
				new OwnershipMismatch(TestEvents.TIME, "u" + text, new RequestLine("G" + text, "/" + text), client));
		assertThat(created.pairs().values()).noneMatch((value) -> value.contains(text));
		assertThat(created.value(AuditField.USER_AGENT))
			.isEqualTo("a" + "?".repeat(text.length()).substring((text.startsWith("\u001B")) ? 3 : 0)
					+ (text.startsWith("\u001B") ? "[2K" : "") + "b");
		assertThat(this.factory.create(TestEvents.loginFailed("a" + text + "b@example.com", client)).pairs().values())
			.noneMatch((value) -> value.contains(text));
	}

	@Test
	void createWhenVeryLongThenCut() {
		String longText = "\uD83D\uDE00".repeat(100_000);
		Client client = new Client(longText, longText, longText);
		Map<String, String> pairs = this.factory
			.create(new OwnershipMismatch(TestEvents.TIME, longText, new RequestLine(longText, longText), client))
			.pairs();
		assertThat(String.join("", pairs.values())).hasSizeLessThan(1_300);
		assertThat(this.factory.create(TestEvents.loginFailed("a@b." + "c".repeat(100_000), client))
			.value(AuditField.ACCOUNT)).hasSize(254);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Correct-horse-1", "P@ssw0rd", "", " ", "a b@example.com", "@example.com",
			"alice@example.com\n", "\r\nalice@example.com", "\u2028alice@example.com" })
	void createWhenNoAddressWasTypedThenNotTold(String typed) {
		for (boolean hashEmails : new boolean[] { false, true }) {
			assertThat(new AuditRecordFactory(hashEmails).create(TestEvents.loginFailed(typed, TestEvents.CLIENT))
				.value(AuditField.ACCOUNT)).isEqualTo("(not an address)");
		}
	}

	/**
	 * The output of {@code printf alice@example.com | sha256sum} is the same hash.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "alice@example.com", " Alice@Example.COM " })
	void createWhenHashedThenTheHashOfTheAddressInLowerCase(String typed) {
		assertThat(new AuditRecordFactory(true).create(TestEvents.loginFailed(typed, TestEvents.CLIENT))
			.value(AuditField.ACCOUNT))
			.isEqualTo("sha256:ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976");
	}

	@ParameterizedTest
	@CsvSource({ "κώστας@example.com,ΚΏΣΤΑΣ@example.com", "κώστας@example.com,κώστασ@example.com",
			"jörg@example.com,JO\u0308RG@example.com", "a@bücher.example,A@xn--bcher-kva.example",
			"a@FAß.example,a@xn--fa-hia.example" })
	void createWhenHashedThenOneHashForEachAccount(String typed, String other) {
		assertThat(hash(typed)).startsWith("sha256:").isEqualTo(hash(other));
	}

	@ParameterizedTest
	@CsvSource({ "İpek@example.com,ipek@example.com", "a@faß.example,a@fass.example",
			"a\u0345b@example.com,aιb@example.com", "alice@exam_ple.com,alice@example.com" })
	void createWhenHashedThenOtherHashForAnotherAccount(String typed, String other) {
		assertThat(hash(typed)).startsWith("sha256:").isNotEqualTo(hash(other));
	}

	@Test
	void createClientThenRequestIdOfTheThread() {
		try {
			MDC.put("requestId", "r1");
			assertThat(new Client(null, null).requestId()).isEqualTo("r1");
			MDC.put("traceId", "t1");
			assertThat(new Client(null, null).requestId()).isEqualTo("t1");
		}
		finally {
			MDC.clear();
		}
		assertThat(new Client(null, null)).isEqualTo(Client.UNKNOWN);
	}

	private static String hash(String typed) {
		return new AuditRecordFactory(true).create(TestEvents.loginFailed(typed, TestEvents.CLIENT))
			.value(AuditField.ACCOUNT);
	}

}
