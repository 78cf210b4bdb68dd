package io.github.jwtsecurity.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.SignupProperties.Disclosure;
import io.github.jwtsecurity.account.SignupProperties.EmailVerification;
import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.account.password.TestPasswords;
import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDisabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountEnabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityGranted;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityRevoked;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChangeFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.MailQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.BDDMockito;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AccountService} with a real database and real hashes, which are
 * counted.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountServiceTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123456Z");

	static final SignupProperties SIGNUP = new SignupProperties(EmailVerification.OFF, Duration.ofDays(7),
			Disclosure.CONFLICT);

	private static final Client CLIENT = new Client("192.0.2.1", "test");

	private static final PasswordAttempt NOTHING = () -> {
	};

	private static final String EMAIL = "alice@example.com";

	private static final String PASSWORD = TestPasswords.PASSWORD;

	private static final String NEW_PASSWORD = "Another-horse-2";

	private final TestPasswords passwords = TestPasswords.instant(2);

	private AdmissionGuard admission = (event) -> {
	};

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final List<String> ended = new CopyOnWriteArrayList<>();

	private boolean sessionsFail;

	private DriverManagerDataSource dataSource;

	private JdbcClient jdbcClient;

	private AccountRepository repository;

	private AccountService service;

	@BeforeEach
	void create() {
		TestDatabase database = TestDatabase.h2().withTables();
		this.dataSource = new DriverManagerDataSource(database.url(), database.user(), database.password());
		this.jdbcClient = JdbcClient.create(this.dataSource);
		this.repository = new JdbcAccountRepository(this.dataSource);
		this.service = service(this.repository);
	}

	@AfterEach
	void close() {
		this.service.close();
		this.passwords.close();
	}

	@Test
	void logInWhenWrongUnknownDisabledOrNoEmailThenOneHashEach() {
		store(EMAIL, TestPasswords.currentHash("argon2"), true);
		store("disabled@example.com", TestPasswords.currentHash("argon2"), false);
		Map<String, LoginFailed.Reason> attempts = Map.of(EMAIL, LoginFailed.Reason.WRONG_PASSWORD,
				"unknown@example.com", LoginFailed.Reason.UNKNOWN_EMAIL, "disabled@example.com",
				LoginFailed.Reason.DISABLED, "no email address", LoginFailed.Reason.UNKNOWN_EMAIL);
		attempts.forEach((email, reason) -> {
			assertThat(logIn(email, email.equals(EMAIL) ? "Wrong-horse-1" : PASSWORD).join()).isEmpty();
			assertThat(this.passwords.taken()).as(email).containsExactly("argon2");
			assertThat(this.events).containsExactly(new LoginFailed(NOW, email, reason, CLIENT));
			this.events.clear();
		});
	}

	@Test
	void logInThenOneHashAndTimeStored() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(logIn(EMAIL, PASSWORD).join()).contains(account.id());
		assertThat(this.passwords.taken()).containsExactly("argon2");
		assertThat(find().lastLoginAt()).isEqualTo(NOW);
		assertThat(this.events).containsExactly(new LoggedIn(NOW, account.id(), EMAIL, CLIENT));
	}

	@Test
	void logInWhenHashIsOldThenUpgraded() {
		store(EMAIL, TestPasswords.weakHash("bcrypt"), true);
		assertThat(logIn(EMAIL, PASSWORD).join()).isPresent();
		assertThat(this.passwords.taken()).containsExactly("bcrypt", "argon2");
		assertThat(find().passwordHash()).startsWith("{argon2}");
		assertThat(logIn(EMAIL, PASSWORD).join()).isPresent();
		assertThat(this.passwords.taken()).containsExactly("argon2");
	}

	@Test
	void logInWhenManyUpgradeAtOnceThenAllAreLetIn() {
		store(EMAIL, TestPasswords.weakHash("pbkdf2"), true);
		List<CompletableFuture<Optional<String>>> logins = new ArrayList<>();
		for (int number = 0; number < 10; number++) {
			logins.add(logIn(EMAIL, PASSWORD));
		}
		assertThat(logins).allSatisfy((login) -> assertThat(login.join()).isPresent());
		assertThat(find().passwordHash()).startsWith("{argon2}");
	}

	@Test
	void logInWhenPasswordIsChangedMeanwhileThenRefused() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		CountDownLatch release = this.passwords.occupy();
		CompletableFuture<Optional<String>> login = logIn(EMAIL, PASSWORD);
		this.repository.updatePasswordHash(account.id(), account.passwordHash(),
				TestPasswords.weakHash("scrypt") + "x");
		release.countDown();
		assertThat(login.join()).isEmpty();
		assertThat(this.events).containsExactly(new LoginFailed(NOW, EMAIL, LoginFailed.Reason.WRONG_PASSWORD, CLIENT));
	}

	@Test
	void logInWhenDisabledMeanwhileThenRefused() {
		store(EMAIL, TestPasswords.currentHash("argon2"), true);
		CountDownLatch release = this.passwords.occupy();
		CompletableFuture<Optional<String>> login = logIn(EMAIL, PASSWORD);
		this.jdbcClient.sql("UPDATE jwt_security_user SET enabled = FALSE").update();
		release.countDown();
		assertThat(login.join()).isEmpty();
		assertThat(this.events).containsExactly(new LoginFailed(NOW, EMAIL, LoginFailed.Reason.DISABLED, CLIENT));
	}

	@Test
	void logInWhenAThousandWaitThenTheyHoldNoThread() {
		CountDownLatch release = this.passwords.occupy();
		List<CompletableFuture<Optional<String>>> logins = new ArrayList<>();
		for (int number = 0; number < 1_000; number++) {
			logins.add(logIn("unknown@example.com", ""));
		}
		assertThat(logins).noneMatch(CompletableFuture::isDone);
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> thread.getName().startsWith("account-"))
			.isEmpty();
		release.countDown();
	}

	@Test
	void closeWhenSignupIsBeingStoredThenFinished() throws Exception {
		CountDownLatch storing = new CountDownLatch(1);
		CountDownLatch store = new CountDownLatch(1);
		CompletableFuture<Signup<String>> signup = signUp((account) -> {
			storing.countDown();
			awaitUninterrupted(store);
			return account.id();
		});
		storing.await();
		Thread closing = new Thread(this.service::close);
		closing.start();
		Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		store.countDown();
		assertThat(signup.join()).isInstanceOf(Signup.Created.class);
		closing.join();
		assertThat(this.repository.findByEmail(EmailAddress.of(EMAIL))).isNotNull();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(logIn("unknown@example.com", PASSWORD)::get)
			.withCauseInstanceOf(RejectedExecutionException.class);
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted while storing", ex);
		}
	}

	@Test
	void grantThenKnownOnceAndSessionsContinue() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(this.service.grant(account.id(), "notes:read", CLIENT)).isTrue();
		assertThat(this.service.grant(account.id(), "admin", CLIENT)).isTrue();
		assertThat(this.service.grant(account.id(), "admin", CLIENT)).isFalse();
		assertThat(this.service.grant("nobody", "admin", CLIENT)).isFalse();
		assertThat(this.service.authoritiesOf(account.id())).containsExactly("admin", "notes:read");
		assertThat(this.service.authoritiesOf("nobody")).isEmpty();
		assertThat(this.ended).isEmpty();
		assertThat(this.events).containsExactly(new AuthorityGranted(NOW, account.id(), "notes:read", CLIENT),
				new AuthorityGranted(NOW, account.id(), "admin", CLIENT));
	}

	@Test
	void revokeThenSessionsEndOnce() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		this.service.grant(account.id(), "admin", CLIENT);
		this.events.clear();
		assertThat(this.service.revoke(account.id(), "notes", CLIENT)).isFalse();
		assertThat(this.service.revoke("nobody", "admin", CLIENT)).isFalse();
		assertThat(this.ended).isEmpty();
		assertThat(this.service.revoke(account.id(), "admin", CLIENT)).isTrue();
		assertThat(this.service.revoke(account.id(), "admin", CLIENT)).isFalse();
		assertThat(this.service.authoritiesOf(account.id())).isEmpty();
		assertThat(this.ended).containsExactly(account.id() + " but null: AUTHORITY_REVOKED");
		assertThat(this.events).containsExactly(new AuthorityRevoked(NOW, account.id(), "admin", CLIENT), "told");
	}

	@Test
	void revokeWhenSessionsCannotBeEndedThenAuthorityIsKept() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		this.service.grant(account.id(), "admin", CLIENT);
		this.events.clear();
		this.sessionsFail = true;
		assertThatIllegalStateException().isThrownBy(() -> this.service.revoke(account.id(), "admin", CLIENT));
		assertThat(this.service.authoritiesOf(account.id())).containsExactly("admin");
		assertThat(this.events).isEmpty();
	}

	/**
	 * The texts would otherwise be several values of the claim, or none.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", " ", "admin root", " admin", "admin\t", "a\"b", "a\\b", "\u0000", "\u007f", "ädmin",
			"\u00a0" })
	void grantWhenNotAScopeTokenThenRefused(String authority) {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThatIllegalArgumentException().isThrownBy(() -> this.service.grant(account.id(), authority, CLIENT))
			.withMessage("authority must be a scope token of at most 100 characters");
		assertThatIllegalArgumentException().isThrownBy(() -> this.service.revoke(account.id(), authority, CLIENT));
		assertThat(this.service.authoritiesOf(account.id())).isEmpty();
	}

	@Test
	void grantWhenTooLongThenRefused() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(this.service.grant(account.id(), "a".repeat(100), CLIENT)).isTrue();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.service.grant(account.id(), "a".repeat(101), CLIENT));
	}

	@Test
	void authoritiesOfWhenStoredTextIsNoScopeTokenThenIgnored(CapturedOutput output) {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		for (String authority : List.of("admin root", "notes", "a\nb")) {
			this.jdbcClient.sql("INSERT INTO jwt_security_authority (user_id, authority) VALUES (:id, :authority)")
				.param("id", account.id())
				.param("authority", authority)
				.update();
		}
		assertThat(this.service.authoritiesOf(account.id())).containsExactly("notes");
		assertThat(output).contains("Ignored the stored authority 'admin root' of user " + account.id(), "'a?b'");
	}

	@Test
	void grantWhenNoStoreThenSaysWhatToAdd() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		try (AccountService other = service((AuthorityRepository) null)) {
			assertThat(other.authoritiesOf(account.id())).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> other.grant(account.id(), "admin", CLIENT))
				.withMessageContaining("AuthorityRepository");
			assertThatIllegalStateException().isThrownBy(() -> other.revoke(account.id(), "admin", CLIENT));
		}
	}

	@Test
	void grantWhenStoreFailsThenStoreException() {
		AuthorityRepository broken = BDDMockito.mock(AuthorityRepository.class, (invocation) -> {
			throw new IllegalArgumentException("The store is broken");
		});
		try (AccountService other = service(broken)) {
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> other.grant("alice", "admin", CLIENT));
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> other.revoke("alice", "admin", CLIENT));
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> other.authoritiesOf("alice"));
		}
	}

	@Test
	void disableThenShutOutOnce() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(this.service.disable(account.id(), CLIENT)).isTrue();
		assertThat(this.service.disable(account.id(), CLIENT)).isFalse();
		assertThat(this.service.disable("nobody", CLIENT)).isFalse();
		assertThat(this.ended).containsExactly(account.id() + " but null: DISABLED",
				account.id() + " but null: DISABLED", "nobody but null: DISABLED");
		assertThat(this.service.find(account.id())).isNull();
		assertThat(logIn(EMAIL, PASSWORD).join()).isEmpty();
		assertThat(this.service.enable(account.id(), CLIENT)).isTrue();
		assertThat(this.service.enable(account.id(), CLIENT)).isFalse();
		assertThat(logIn(EMAIL, PASSWORD).join()).contains(account.id());
		assertThat(this.events).containsExactly(new AccountDisabled(NOW, account.id(), CLIENT), "told", "told", "told",
				new LoginFailed(NOW, EMAIL, LoginFailed.Reason.DISABLED, CLIENT),
				new AccountEnabled(NOW, account.id(), CLIENT), new LoggedIn(NOW, account.id(), EMAIL, CLIENT));
	}

	@Test
	void logInAndChangePasswordWhenStoreFailsThenTheOutcomeFails() {
		this.jdbcClient.sql("DROP TABLE jwt_security_user").update();
		for (CompletableFuture<?> outcome : List.of(logIn(EMAIL, PASSWORD),
				this.service.changePassword("any", null, PASSWORD, NEW_PASSWORD, CLIENT, NOTHING))) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(outcome::get)
				.withCauseInstanceOf(StoreException.class);
		}
	}

	@Test
	void signUpWhenTakenThenCostsTheSame() {
		assertThat(signUp(Account::id).join()).isInstanceOf(Signup.Created.class);
		assertThat(this.passwords.taken()).containsExactly("argon2");
		assertThat(signUp(Account::id).join()).isInstanceOf(Signup.EmailTaken.class);
		assertThat(this.passwords.taken()).containsExactly("argon2");
		assertThat(this.events).singleElement().isInstanceOf(SignedUp.class);
	}

	@Test
	void signUpWhenGrantFailsThenNoAccountAndNoEvent() {
		CompletableFuture<Signup<String>> signup = signUp((account) -> {
			throw new UnsupportedOperationException("no token today");
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(signup::get)
			.withCauseInstanceOf(UnsupportedOperationException.class);
		assertThat(this.repository.findByEmail(EmailAddress.of(EMAIL))).isNull();
		assertThat(this.events).isEmpty();
	}

	@Test
	void signUpWhenStoreFailsThenNothingIsGrantedAndNothingToldOfIt() {
		this.jdbcClient.sql("DROP TABLE jwt_security_user").update();
		CompletableFuture<Signup<String>> signup = signUp(Account::id);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(signup::get)
			.withCauseInstanceOf(StoreException.class)
			.havingCause()
			.withMessage("The accounts cannot be used: BadSqlGrammarException"
					+ " < JdbcSQLSyntaxErrorException (SQLSTATE 42S02)");
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.service.find("any"));
		assertThat(this.events).isEmpty();
	}

	@Test
	void signUpWhenListenerFailsThenTheAccountStands() {
		this.service.close();
		this.service = service(this.repository, null, (event) -> {
			if (event instanceof JwtSecurityEvent) {
				throw new IllegalStateException("a listener of the application");
			}
		});
		assertThat(signUp(Account::id).join()).isInstanceOf(Signup.Created.class);
		assertThat(this.repository.findByEmail(EmailAddress.of(EMAIL))).isNotNull();
	}

	@Test
	void admissionWhenGuardRefusesThenNobodyIsLetIn() {
		Account account = store("other@example.com", TestPasswords.currentHash("argon2"), true);
		List<Class<?>> asked = new ArrayList<>();
		this.admission = (event) -> {
			asked.add(event.getClass());
			throw new IllegalStateException("no place in the audit trail");
		};
		assertThat(signUp(Account::id)).failsWithin(Duration.ofMinutes(1));
		assertThat(logIn("other@example.com", PASSWORD)).failsWithin(Duration.ofMinutes(1));
		assertThat(this.repository.findByEmail(EmailAddress.of(EMAIL))).isNull();
		assertThat(this.repository.findById(account.id())).isEqualTo(account);
		assertThat(asked).containsExactly(SignedUp.class, LoggedIn.class);
		assertThat(this.events).isEmpty();
	}

	@Test
	void admissionWhenGrantFailsThenNotAskedFor() {
		store("other@example.com", TestPasswords.currentHash("argon2"), true);
		this.admission = (event) -> this.events.add("asked");
		assertThat(this.service.logIn(credentials("other@example.com"), attempt(NOTHING, (granted) -> {
			throw new IllegalStateException("no session");
		}))).failsWithin(Duration.ofMinutes(1));
		assertThat(this.events).isEmpty();
	}

	@Test
	void beginWhenItThrowsThenNothingIsHashed() {
		Account account = store("other@example.com", TestPasswords.currentHash("argon2"), true);
		PasswordAttempt refusal = () -> {
			throw new IllegalStateException("not now");
		};
		assertThat(this.service.logIn(credentials("other@example.com"), attempt(refusal, Account::id)))
			.failsWithin(Duration.ofMinutes(1));
		assertThat(this.service.logIn(credentials("nobody@example.com"), attempt(refusal, Account::id)))
			.failsWithin(Duration.ofMinutes(1));
		assertThat(this.service.signUp(credentials(EMAIL), attempt(refusal, Account::id)))
			.failsWithin(Duration.ofMinutes(1));
		assertThat(this.service.changePassword(account.id(), null, PASSWORD, NEW_PASSWORD, CLIENT, refusal))
			.failsWithin(Duration.ofMinutes(1));
		assertThat(this.passwords.taken()).isEmpty();
		assertThat(this.events).isEmpty();
	}

	/**
	 * Eight logins are in progress, and a hundred wait for them.
	 */
	@Test
	void logInWhenTooManyWaitForAListenerThenRejected() {
		CountDownLatch release = new CountDownLatch(1);
		this.service.close();
		this.service = service(this.repository, null, (event) -> awaitUninterrupted(release));
		List<CompletableFuture<Optional<String>>> logins = new ArrayList<>();
		for (int number = 0; number < 120; number++) {
			logins.add(logIn("unknown@example.com", ""));
		}
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> logins.stream().filter(CompletableFuture::isCompletedExceptionally).count() == 12);
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> thread.getName().startsWith("account-"))
			.hasSize(8);
		release.countDown();
		assertThat(logins.stream().filter((login) -> login.handle((granted, ex) -> ex == null).join())).hasSize(108);
	}

	@Test
	void signUpWhenPasswordIsKnownThenRefusedAfterTheAttemptHasBegun() {
		List<String> order = new CopyOnWriteArrayList<>();
		this.service.close();
		this.service = service(this.repository, known(order));
		AccountAttempt<String> attempt = attempt(() -> order.add("begun"), Account::id);
		assertThat(this.service.signUp(new Credentials(EMAIL, "weak", CLIENT), attempt).join())
			.isInstanceOf(Signup.Refused.class);
		assertThat(order).isEmpty();
		assertThat(this.service.signUp(credentials(EMAIL), attempt).join())
			.isEqualTo(new Signup.Refused<>(null, List.of("must not be known from a data breach")));
		assertThat(order).containsExactly("begun", "asked");
		assertThat(this.repository.findByEmail(EmailAddress.of(EMAIL))).isNull();
	}

	@Test
	void changePasswordWhenNewOneIsKnownThenRefusedAfterTheCurrentOneWasRight() {
		List<String> order = new CopyOnWriteArrayList<>();
		this.service.close();
		this.service = service(this.repository, known(order));
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(change(account, "Wrong-horse-1").join()).isEqualTo(new PasswordChange.WrongPassword());
		assertThat(order).isEmpty();
		assertThat(change(account, PASSWORD).join()).isInstanceOf(PasswordChange.Refused.class);
		assertThat(order).containsExactly("asked");
		assertThat(find()).isEqualTo(account);
		assertThat(this.ended).isEmpty();
	}

	private static CompromisedPasswordChecker known(List<String> order) {
		return (password) -> {
			order.add("asked");
			return new CompromisedPasswordDecision(true);
		};
	}

	@Test
	void logInThenTheAttemptReceivesTheAccountBeforeItBegins() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		List<Object> order = new CopyOnWriteArrayList<>();
		AccountAttempt<String> attempt = new AccountAttempt<>() {

			@Override
			public void found(Account found) {
				order.add(Optional.ofNullable(found));
			}

			@Override
			public void begin() {
				order.add("begun");
			}

			@Override
			public String grant(Account granted) {
				return granted.id();
			}

		};
		this.service.logIn(credentials(EMAIL), attempt).join();
		this.service.logIn(credentials("nobody@example.com"), attempt).join();
		assertThat(order).containsExactly(Optional.of(account), "begun", Optional.empty(), "begun");
	}

	@Test
	void logInWhenTheAttemptRefusesTheAccountThenNothingIsHashed() {
		AccountAttempt<String> attempt = new AccountAttempt<>() {

			@Override
			public void found(Account found) {
				throw new IllegalStateException("not now");
			}

			@Override
			public void begin() {
				throw new AssertionError();
			}

			@Override
			public String grant(Account granted) {
				return granted.id();
			}

		};
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(this.service.logIn(credentials(EMAIL), attempt)::get)
			.withCauseInstanceOf(IllegalStateException.class);
		assertThat(this.passwords.taken()).isEmpty();
	}

	@Test
	void changePasswordWhenWrongThenOneHashAsAtLogin() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(change(account, "Wrong-horse-1").join()).isEqualTo(new PasswordChange.WrongPassword());
		assertThat(this.passwords.taken()).containsExactly("argon2");
		assertThat(find()).isEqualTo(account);
		assertThat(this.events).containsExactly(new PasswordChangeFailed(NOW, account.id(), CLIENT));
	}

	@Test
	void changePasswordWhenTwoAtOnceThenOneWins() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		CountDownLatch release = this.passwords.occupy();
		CompletableFuture<PasswordChange> first = change(account, PASSWORD);
		CompletableFuture<PasswordChange> second = change(account, PASSWORD);
		release.countDown();
		assertThat(List.of(first.join(), second.join())).containsExactlyInAnyOrder(new PasswordChange.Changed(find()),
				new PasswordChange.WrongPassword());
		assertThat(logIn(EMAIL, NEW_PASSWORD).join()).isPresent();
	}

	@Test
	void changePasswordWhenHashIsUpgradedMeanwhileThenChangedStill() {
		Account account = store(EMAIL, TestPasswords.weakHash("argon2"), true);
		CountDownLatch release = this.passwords.occupy();
		CompletableFuture<PasswordChange> change = change(account, PASSWORD);
		this.repository.updatePasswordHash(account.id(), account.passwordHash(), TestPasswords.currentHash("argon2"));
		release.countDown();
		assertThat(change.join()).isEqualTo(new PasswordChange.Changed(find()));
		assertThat(logIn(EMAIL, NEW_PASSWORD).join()).isPresent();
	}

	private AccountService service(AccountRepository accounts) {
		return service(accounts, (CompromisedPasswordChecker) null);
	}

	private AccountService service(AccountRepository accounts, CompromisedPasswordChecker checker) {
		return service(accounts, checker, (event) -> {
			if (event instanceof JwtSecurityEvent happened) {
				this.events.add(happened);
			}
		});
	}

	private AccountService service(AccountRepository accounts, CompromisedPasswordChecker checker,
			ApplicationEventPublisher publisher) {
		return service(accounts, new JdbcAuthorityRepository(this.dataSource), checker, publisher);
	}

	@Test
	void changePasswordWhenLoginIsRecentThenChangedUnlessItIsChangedMeanwhile() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(changeAfterLogin(account).join()).isEqualTo(new PasswordChange.Changed(find()));
		assertThat(logIn(EMAIL, NEW_PASSWORD).join()).isPresent();
		String ofTheOwner = TestPasswords.weakHash("argon2");
		CountDownLatch release = this.passwords.occupy();
		CompletableFuture<PasswordChange> change = changeAfterLogin(account);
		this.repository.updatePasswordHash(account.id(), find().passwordHash(), ofTheOwner);
		release.countDown();
		assertThat(change.join()).isEqualTo(new PasswordChange.WrongPassword());
		assertThat(find().passwordHash()).isEqualTo(ofTheOwner);
	}

	private CompletableFuture<PasswordChange> changeAfterLogin(Account account) {
		return this.service.changePassword(account.id(), null, NEW_PASSWORD, CLIENT, NOTHING);
	}

	/**
	 * A repository of the application may grant an authority to every user.
	 */
	@Test
	void authoritiesOfNewWhenRepositoryIsOfTheApplicationThenItIsAsked() {
		AuthorityRepository everybody = BDDMockito.mock();
		BDDMockito.given(everybody.findByUserId("new")).willReturn(Set.of("user"));
		try (AccountService other = service(everybody)) {
			assertThat(other.authoritiesOfNew("new")).containsExactly("user");
		}
		assertThat(this.service.authoritiesOfNew("new")).isEmpty();
	}

	@Test
	void verifyPasswordThenRightOrWrong() {
		Account account = store(EMAIL, TestPasswords.currentHash("argon2"), true);
		assertThat(this.service.verifyPassword(account.id(), PASSWORD, CLIENT, NOTHING).join()).isTrue();
		assertThat(this.service.verifyPassword(account.id(), NEW_PASSWORD, CLIENT, NOTHING).join()).isFalse();
		assertThat(this.service.verifyPassword("nobody", PASSWORD, CLIENT, NOTHING).join()).isFalse();
	}

	private AccountService service(AuthorityRepository authorities) {
		return service(this.repository, authorities, null, (event) -> {
		});
	}

	private AccountService service(AccountRepository accounts, AuthorityRepository authorities,
			CompromisedPasswordChecker checker, ApplicationEventPublisher publisher) {
		SessionEnder sessionEnder = new SessionEnder() {

			@Override
			public boolean usesDataSource() {
				return true;
			}

			@Override
			public Runnable endSessions(String userId, @Nullable String except, SessionEnded.Reason reason,
					Client client) {
				if (AccountServiceTests.this.sessionsFail) {
					throw new IllegalStateException("The sessions cannot be ended");
				}
				AccountServiceTests.this.ended.add(userId + " but " + except + ": " + reason);
				return () -> AccountServiceTests.this.events.add("told");
			}

		};
		return new AccountService(
				new AccountStores(accounts, authorities, new JdbcUnitOfWork(this.dataSource), sessionEnder,
						MailQueue.NONE, List.of()),
				this.passwords.passwords(checker), SIGNUP,
				new AccountEvents((event) -> this.admission.admit(event), new JwtSecurityEventPublisher(publisher)),
				Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private CompletableFuture<Optional<String>> logIn(String email, String password) {
		return this.service.logIn(new Credentials(email, password, CLIENT), attempt(NOTHING, Account::id));
	}

	private CompletableFuture<Signup<String>> signUp(Function<Account, String> grant) {
		return this.service.signUp(credentials(EMAIL), attempt(NOTHING, grant));
	}

	private static Credentials credentials(String email) {
		return new Credentials(email, PASSWORD, CLIENT);
	}

	private static <T> AccountAttempt<T> attempt(PasswordAttempt attempt, Function<Account, T> grant) {
		return new AccountAttempt<>() {

			@Override
			public void begin() {
				attempt.begin();
			}

			@Override
			public T grant(Account account) {
				return grant.apply(account);
			}

		};
	}

	private CompletableFuture<PasswordChange> change(Account account, String password) {
		return this.service.changePassword(account.id(), "current", password, NEW_PASSWORD, CLIENT, NOTHING);
	}

	private Account store(String email, String hash, boolean enabled) {
		Account account = new Account("id of " + email, EmailAddress.of(email), hash, NOW, null, enabled);
		assertThat(this.repository.insert(account)).isTrue();
		return account;
	}

	private Account find() {
		Account account = this.repository.findByEmail(EmailAddress.of(EMAIL));
		assertThat(account).isNotNull();
		return account;
	}

}
