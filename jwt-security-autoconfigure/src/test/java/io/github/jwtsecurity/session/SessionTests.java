package io.github.jwtsecurity.session;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Session}.
 */
class SessionTests {

	/**
	 * The characters are a control character, a format character that reverses text, a
	 * line separator, and an unpaired surrogate.
	 */
	@ParameterizedTest
	@ValueSource(chars = { '\0', '\u202e', '\u2028', '\ud800' })
	void createWhenClientSendsAnUnsafeCharacterThenQuestionMark(char unsafe) {
		Instant time = Instant.parse("2026-03-29T02:30:00Z");
		Session session = new Session("id-1", "alice", new Session.Times(time, time, time, time),
				new Session.Origin("a" + unsafe + "b", "1" + unsafe), new Session.RefreshState("", 0, null, null),
				null);
		assertThat(session.userAgent()).isEqualTo("a?b");
		assertThat(session.address()).isEqualTo("1?");
	}

	@Test
	void toStringThenNeitherTokenNorWordsOfTheClient() {
		Session session = TestSessions.session("alice", Instant.parse("2026-03-29T02:30:00Z"));
		assertThat(List.of(session, session.origin(), session.refreshState())).allSatisfy(
				(value) -> assertThat(value.toString()).doesNotContain(session.tokenHash(), "Firefox", "192.0.2.1"));
	}

}
