package io.github.jwtsecurity.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.mail.MailState.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the outbox: no mail is lost, and each is sent once unless a process ends.
 */
@ExtendWith(OutputCaptureExtension.class)
class MailDeliveryTests {

	private final MutableClock clock = new MutableClock();

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void deliverWhenSenderFailsThenMailIsKeptAndSentLater(TestDatabase database, CapturedOutput output) {
		TestMails mails = new TestMails(database.withTables().dataSource(), this.clock);
		MailDelivery delivery = mails.delivery();
		mails.failure = new IllegalStateException("550 alice@example.com#token=secret");
		mails.outbox.add(mails.reset());
		delivery.deliver();
		delivery.deliver();
		assertThat(mails.outbox.count()).isEqualTo(1);
		assertThat(mails.state.count(Outcome.FAILED, MailKind.RESET_PASSWORD)).isEqualTo(1);
		assertThat(output).contains("Mail cannot be sent at the moment", "java.lang.IllegalStateException")
			.doesNotContain("alice@example.com", "secret");
		mails.failure = null;
		delivery.deliver();
		assertThat(mails.sent).isEmpty();
		this.clock.advance(Duration.ofSeconds(30));
		delivery.deliver();
		assertThat(mails.sent).singleElement().extracting(AccountMail::recipient).isEqualTo("alice@example.com");
		assertThat(mails.outbox.count()).isZero();
		assertThat(output).contains("Mail can be sent again");
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void deliverWhenSeveralInstancesThenEachMailIsSentOnce(TestDatabase database) throws Exception {
		database.withTables();
		try (HikariDataSource pool = database.pool()) {
			TestMails mails = new TestMails(pool, this.clock);
			List<String> users = IntStream.range(0, 40).mapToObj((number) -> "user-" + number).toList();
			users.forEach((user) -> {
				mails.add(user, user + "@example.com");
				mails.outbox.add(NewMail.toOwner(MailKind.PASSWORD_CHANGED, user, user + "@example.com", null));
			});
			Race.run(4, (instance) -> mails.delivery().deliver());
			assertThat(mails.sent).extracting(AccountMail::recipient)
				.containsExactlyInAnyOrderElementsOf(users.stream().map((user) -> user + "@example.com").toList());
			assertThat(mails.outbox.count()).isZero();
		}
	}

	/**
	 * The process ends after it has begun to send.
	 */
	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void deliverWhenProcessEndsThenAnotherInstanceSendsTheMail(TestDatabase database) {
		TestMails mails = new TestMails(database.withTables().dataSource(), this.clock);
		mails.outbox.add(mails.reset());
		MailDelivery killed = mails.delivery((mail) -> {
			throw new KilledError();
		});
		try {
			killed.deliver();
		}
		catch (KilledError ex) {
			// The process ends.
		}
		MailDelivery other = mails.delivery();
		other.deliver();
		assertThat(mails.sent).isEmpty();
		this.clock.advance(Duration.ofMinutes(5));
		other.deliver();
		assertThat(mails.sent).hasSize(1);
		assertThat(mails.outbox.count()).isZero();
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void deliverWhenMailIsCancelledAfterItsClaimThenNothingIsComposed(TestDatabase database) {
		TestMails mails = new TestMails(database.withTables().dataSource(), this.clock);
		QueuedMail claimed = claimMailToOwner(mails);
		mails.outbox.cancel("alice", MailKind.RESET_PASSWORD);
		assertThat(mails.outbox.whileQueued(claimed, () -> {
			throw new AssertionError("The mail was cancelled");
		})).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void deliverWhenMailIsCancelledWhileItsTokenIsIssuedThenTokenIsRevoked(TestDatabase database) {
		try (HikariDataSource pool = database.withTables().pool()) {
			TestMails mails = new TestMails(pool, this.clock);
			QueuedMail claimed = claimMailToOwner(mails);
			AtomicReference<CompletableFuture<Void>> cancellation = new AtomicReference<>();
			mails.outbox.whileQueued(claimed, () -> {
				cancellation
					.set(CompletableFuture.runAsync(() -> mails.outbox.cancel("alice", MailKind.RESET_PASSWORD)));
				return Optional.of(mails.tokens.issue(TokenPurpose.RESET_PASSWORD, "alice", "alice@example.com"));
			});
			cancellation.get().join();
			assertThat(mails.tokens.exists(TokenPurpose.RESET_PASSWORD, "alice")).isFalse();
		}
	}

	private QueuedMail claimMailToOwner(TestMails mails) {
		mails.outbox.add(NewMail.toOwner(MailKind.RESET_PASSWORD, "alice", null, null));
		QueuedMail claimed = mails.outbox.claim(mails.outbox.findDue(1).get(0),
				this.clock.instant().plus(Duration.ofMinutes(5)));
		assertThat(claimed).isNotNull();
		return claimed;
	}

	@Test
	void deliverWhenClockIsSetBackThenMailIsSent() {
		TestMails mails = new TestMails(TestDatabase.h2().withTables().dataSource(), this.clock);
		mails.outbox.add(mails.reset());
		this.clock.advance(Duration.ofDays(-1));
		mails.delivery().deliver();
		assertThat(mails.sent).hasSize(1);
	}

	@Test
	void deliverWhenSenderFailsForThreeDaysThenDropsWithAnError(CapturedOutput output) {
		TestMails mails = new TestMails(TestDatabase.h2().withTables().dataSource(), this.clock);
		MailDelivery delivery = mails.delivery();
		mails.failure = new IllegalStateException();
		mails.outbox.add(mails.reset());
		int attempts = 0;
		while (mails.outbox.count() > 0) {
			delivery.deliver();
			this.clock.advance(Duration.ofHours(1));
			attempts++;
		}
		assertThat(attempts).isEqualTo(73);
		assertThat(output).contains("A mail of the kind RESET_PASSWORD was dropped");
		assertThat(mails.state.count(Outcome.DROPPED, MailKind.RESET_PASSWORD)).isEqualTo(1);
	}

	@Test
	void deliverWhenKindIsOfALaterVersionThenItIsLeftAlone() {
		TestDatabase database = TestDatabase.h2().withTables();
		TestMails mails = new TestMails(database.dataSource(), this.clock);
		mails.outbox.add(mails.reset());
		database.execute("UPDATE jwt_security_mail SET kind = 'LATER'");
		mails.outbox.add(mails.reset());
		mails.delivery().deliver();
		assertThat(mails.sent).hasSize(1);
		assertThat(mails.outbox.count()).isEqualTo(1);
	}

	@Test
	void deliverWhenAccountIsGoneThenNothingIsSent() {
		TestMails mails = new TestMails(TestDatabase.h2().withTables().dataSource(), this.clock);
		mails.outbox.add(NewMail.toOwner(MailKind.PASSWORD_CHANGED, "nobody", "nobody@example.com", null));
		mails.outbox.add(NewMail.toAddress(MailKind.RESET_PASSWORD, "nobody@example.com", null));
		mails.delivery().deliver();
		assertThat(mails.sent).isEmpty();
		assertThat(mails.outbox.count()).isZero();
		assertThat(mails.state.count(Outcome.NOT_NEEDED, MailKind.RESET_PASSWORD)).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void addWhenTransactionIsRolledBackThenNothingIsSent(TestDatabase database) {
		try (HikariDataSource pool = database.withTables().pool()) {
			TestMails mails = new TestMails(pool, this.clock);
			new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult((status) -> {
				mails.outbox.add(mails.reset());
				status.setRollbackOnly();
			});
			mails.delivery().deliver();
			assertThat(mails.sent).isEmpty();
		}
	}

	/**
	 * A thief with a copy of the database cannot use a token.
	 */
	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.TestDatabase#each")
	void deliverThenTokenIsNowhereInTheDatabase(TestDatabase database) {
		TestMails mails = new TestMails(database.withTables().dataSource(), this.clock);
		AtomicInteger rows = new AtomicInteger();
		MailDelivery delivery = mails.delivery((mail) -> {
			mails.sent.add(mail);
			JdbcClient client = JdbcClient.create(database.dataSource());
			String token = mail.link().getFragment().substring("token=".length());
			List.of("jwt_security_mail", "jwt_security_one_time_token")
				.forEach((table) -> client.sql("SELECT * FROM " + table).query().listOfRows().forEach((row) -> {
					rows.incrementAndGet();
					assertThat(row.toString()).doesNotContain(token);
				}));
		});
		mails.outbox.add(mails.reset());
		delivery.deliver();
		assertThat(rows).hasValue(2);
		assertThat(mails.sent).singleElement()
			.extracting((mail) -> mail.link().toString())
			.asString()
			.startsWith("https://tasks.example.com/app/reset#token=");
		assertThat(mails.sent.toString()).doesNotContain("token", "alice");
	}

	@Test
	void healthWhenMailCannotBeSentThenUnknown() {
		TestMails mails = new TestMails(TestDatabase.h2().withTables().dataSource(), this.clock);
		MailHealthIndicator indicator = new MailHealthIndicator(mails.state);
		assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
		mails.failure = new IllegalStateException("password");
		mails.outbox.add(mails.reset());
		mails.delivery().deliver();
		Health health = indicator.health();
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("waiting", 1)
			.containsEntry("lastFailure", "java.lang.IllegalStateException");
	}

	@Test
	void deliverWhenDatabaseFailsThenHealthIsUnknown(CapturedOutput output) {
		TestDatabase database = TestDatabase.h2().withTables();
		TestMails mails = new TestMails(database.dataSource(), this.clock);
		MailHealthIndicator indicator = new MailHealthIndicator(mails.state);
		database.execute("ALTER TABLE jwt_security_mail RENAME TO away");
		assertThat(mails.delivery().deliver()).isFalse();
		assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(output).containsOnlyOnce("The queued mails cannot be read or written");
		database.execute("ALTER TABLE away RENAME TO jwt_security_mail");
		mails.delivery().deliver();
		assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void metricsThenMailsByOutcomeAndKind() {
		TestMails mails = new TestMails(TestDatabase.h2().withTables().dataSource(), this.clock);
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new MailMetrics(mails.state).bindTo(registry);
		mails.outbox.add(mails.reset());
		mails.delivery().deliver();
		assertThat(registry.get("jwtsecurity.mails")
			.tags("outcome", "sent", "kind", "reset_password")
			.functionCounter()
			.count()).isEqualTo(1);
		assertThat(registry.get("jwtsecurity.mails.waiting").gauge().value()).isZero();
	}

	private static final class KilledError extends Error {

	}

}
