package io.github.jwtsecurity.mail;

import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TestKeyDerivation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for one-time tokens on each database.
 */
class OneTimeTokensTests {

	private static final String NEW_SECRET = "Pq7vX2mK9rTz4wLd8nYs6bHc3jFg5uEa";

	private final MutableClock clock = new MutableClock();

	@ParameterizedTest
	@EnumSource
	void requireWhenLifetimeIsOverThenRefused(TokenPurpose purpose) {
		OneTimeTokens tokens = tokens(TestDatabase.h2());
		String text = tokens.issue(purpose, "alice", "alice@example.com");
		this.clock.advance(purpose.lifetime().minusMillis(1));
		assertThat(tokens.require(purpose, text).userId()).isEqualTo("alice");
		this.clock.advance(Duration.ofMillis(1));
		assertThatRefused(tokens, purpose, text);
	}

	/**
	 * A clock that is set back must not make a token last longer.
	 */
	@Test
	void requireWhenClockIsSetBackThenRefused() {
		OneTimeTokens tokens = tokens(TestDatabase.h2());
		String text = tokens.issue(TokenPurpose.RESET_PASSWORD, "alice", "alice@example.com");
		OneTimeToken token = tokens.require(TokenPurpose.RESET_PASSWORD, text);
		this.clock.advance(Duration.ofMillis(-1));
		assertThatRefused(tokens, TokenPurpose.RESET_PASSWORD, text);
		assertThatExceptionOfType(InvalidOneTimeTokenException.class).isThrownBy(() -> tokens.use(token));
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void useWhenManyThreadsThenOneSucceeds(TestDatabase database) throws Exception {
		database.withTables();
		try (HikariDataSource pool = database.pool()) {
			OneTimeTokens tokens = new OneTimeTokens(new OneTimeTokenRepository(pool),
					TestKeyDerivation.of(TestTokens.SECRET), this.clock);
			OneTimeToken token = tokens.require(TokenPurpose.RESET_PASSWORD,
					tokens.issue(TokenPurpose.RESET_PASSWORD, "alice", "alice@example.com"));
			List<Boolean> used = Race.run((number) -> {
				try {
					tokens.use(token);
					return true;
				}
				catch (InvalidOneTimeTokenException ex) {
					return false;
				}
			});
			assertThat(used).containsOnlyOnce(true);
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void issueWhenManyThreadsThenOneTokenIsLeft(TestDatabase database) throws Exception {
		database.withTables();
		try (HikariDataSource pool = database.pool()) {
			OneTimeTokens tokens = new OneTimeTokens(new OneTimeTokenRepository(pool),
					TestKeyDerivation.of(TestTokens.SECRET), this.clock);
			List<String> texts = Race.run(8,
					(number) -> tokens.issue(TokenPurpose.VERIFY_EMAIL, "alice", "alice@example.com"));
			assertThat(texts.stream().filter((text) -> isValid(tokens, text))).hasSize(1);
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void cancelThenOnlyTheMailAndTokenOfTheUserAndKind(TestDatabase database) {
		TestMails mails = new TestMails(database.withTables().dataSource(), this.clock);
		OneTimeTokens tokens = mails.tokens;
		String change = tokens.issue(TokenPurpose.CHANGE_EMAIL, "alice", "new@example.com");
		String revert = tokens.issue(TokenPurpose.REVERT_EMAIL, "alice", "alice@example.com");
		String ofBob = tokens.issue(TokenPurpose.CHANGE_EMAIL, "bob", "bob@example.com");
		mails.outbox.add(NewMail.toOwner(MailKind.CHANGE_EMAIL, "alice", "new@example.com", null));
		mails.outbox.add(NewMail.toOwner(MailKind.PASSWORD_CHANGED, "alice", "alice@example.com", null));
		mails.outbox.cancel("alice", MailKind.CHANGE_EMAIL);
		mails.delivery().deliver();
		assertThat(mails.sent).extracting(AccountMail::kind).containsExactly(MailKind.PASSWORD_CHANGED);
		assertThatRefused(tokens, TokenPurpose.CHANGE_EMAIL, change);
		assertThat(tokens.require(TokenPurpose.CHANGE_EMAIL, ofBob).userId()).isEqualTo("bob");
		assertThat(tokens.require(TokenPurpose.REVERT_EMAIL, revert).userId()).isEqualTo("alice");
		assertThat(tokens.exists(TokenPurpose.REVERT_EMAIL, "alice")).isTrue();
		assertThat(tokens.exists(TokenPurpose.CHANGE_EMAIL, "alice")).isFalse();
	}

	@Test
	void requireWhenSecretHasBecomeAPreviousOneThenAccepted() {
		TestDatabase database = TestDatabase.h2().withTables();
		OneTimeTokenRepository repository = new OneTimeTokenRepository(database.dataSource());
		String text = new OneTimeTokens(repository, TestKeyDerivation.of(TestTokens.SECRET), this.clock)
			.issue(TokenPurpose.RESET_PASSWORD, "alice", "alice@example.com");
		OneTimeTokens rotated = new OneTimeTokens(repository, TestKeyDerivation.of(NEW_SECRET, TestTokens.SECRET),
				this.clock);
		assertThat(rotated.require(TokenPurpose.RESET_PASSWORD, text).userId()).isEqualTo("alice");
		assertThatRefused(new OneTimeTokens(repository, TestKeyDerivation.of(NEW_SECRET), this.clock),
				TokenPurpose.RESET_PASSWORD, text);
	}

	@Test
	void deleteExpiredThenOnlyThose() {
		TestDatabase database = TestDatabase.h2().withTables();
		OneTimeTokenRepository repository = new OneTimeTokenRepository(database.dataSource());
		OneTimeTokens tokens = new OneTimeTokens(repository, TestKeyDerivation.of(TestTokens.SECRET), this.clock);
		tokens.issue(TokenPurpose.RESET_PASSWORD, "alice", "alice@example.com");
		tokens.issue(TokenPurpose.VERIFY_EMAIL, "alice", "alice@example.com");
		this.clock.advance(Duration.ofMinutes(30));
		assertThat(repository.deleteExpired(this.clock.instant())).isEqualTo(1);
		assertThat(tokens.exists(TokenPurpose.VERIFY_EMAIL, "alice")).isTrue();
	}

	private OneTimeTokens tokens(TestDatabase database) {
		return new OneTimeTokens(new OneTimeTokenRepository(database.withTables().dataSource()),
				TestKeyDerivation.of(TestTokens.SECRET), this.clock);
	}

	private static boolean isValid(OneTimeTokens tokens, String text) {
		try {
			tokens.require(TokenPurpose.VERIFY_EMAIL, text);
			return true;
		}
		catch (InvalidOneTimeTokenException ex) {
			return false;
		}
	}

	private static void assertThatRefused(OneTimeTokens tokens, TokenPurpose purpose, String text) {
		assertThatExceptionOfType(InvalidOneTimeTokenException.class).isThrownBy(() -> tokens.require(purpose, text))
			.satisfies((ex) -> assertThat(ex.purpose()).isEqualTo(purpose))
			.withMessage("The one-time token is not valid");
	}

}
