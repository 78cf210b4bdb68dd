package io.github.jwtsecurity.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the contract of {@link AccountRepository}, for every database.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class AccountRepositoryTests {

	private static final int THREADS = 50;

	private static final Instant TIME = Instant.parse("2026-03-29T02:30:00.123456Z");

	private final Supplier<TestDatabase> newDatabase;

	private final String setTimeZone;

	private TestDatabase database;

	private HikariDataSource pool;

	private JdbcClient jdbcClient;

	private AccountRepository repository;

	protected AccountRepositoryTests(Supplier<TestDatabase> newDatabase, String setTimeZone) {
		this.newDatabase = newDatabase;
		this.setTimeZone = setTimeZone;
	}

	@BeforeAll
	void createTable() {
		this.database = this.newDatabase.get().withTables();
		this.pool = this.database.pool();
		this.jdbcClient = JdbcClient.create(this.pool);
		this.repository = new JdbcAccountRepository(this.pool);
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@BeforeEach
	void deleteAll() {
		this.jdbcClient.sql("DELETE FROM jwt_security_user").update();
	}

	@Test
	void findWhenInsertedThenEqual() {
		Account neverLoggedIn = account("alice@example.com");
		Account disabled = new Account(newId(), EmailAddress.of("Bob@Example.COM"), "{bcrypt}$2a$10$b", TIME,
				TIME.plusNanos(1_000), false);
		assertThat(this.repository.insert(neverLoggedIn)).isTrue();
		assertThat(this.repository.insert(disabled)).isTrue();
		assertThat(this.repository.findById(neverLoggedIn.id())).isEqualTo(neverLoggedIn);
		assertThat(this.repository.findById(disabled.id())).isEqualTo(disabled);
		assertThat(findByEmail("alice@example.com")).isEqualTo(neverLoggedIn);
		assertThat(findByEmail("bob@example.com")).isEqualTo(disabled);
		assertThat(findByEmail("bob@example.com").email().text()).isEqualTo("Bob@Example.COM");
	}

	@Test
	void findUnusableThenIdsWithoutAnEnabledAccount() {
		Account enabled = account("alice@example.com");
		Account disabled = account("bob@example.com");
		Account deleted = account("carol@example.com");
		List.of(enabled, disabled, deleted).forEach(this.repository::insert);
		this.repository.updateEnabled(disabled.id(), false);
		this.jdbcClient.sql("DELETE FROM jwt_security_user WHERE id = :id").param("id", deleted.id()).update();
		String spelling = enabled.id().toUpperCase(Locale.ROOT) + " ";
		String impossible = "a\0b".repeat(100);
		assertThat(
				this.repository.findUnusable(List.of(enabled.id(), disabled.id(), deleted.id(), spelling, impossible)))
			.containsExactlyInAnyOrder(disabled.id(), deleted.id(), spelling, impossible);
		assertThat(this.repository.findUnusable(List.of(impossible))).containsOnly(impossible);
	}

	/**
	 * An earlier version accepted addresses that are now refused.
	 */
	@Test
	void findByIdWhenStoredAddressIsNotValidAnyMoreThenFound() {
		Account account = account("alice@example.com");
		this.repository.insert(account);
		this.jdbcClient
			.sql("UPDATE jwt_security_user SET email = 'alice@127.0.0.1', email_normalized = 'alice@127.0.0.1'")
			.update();
		assertThat(this.repository.findById(account.id()).email().text()).isEqualTo("alice@127.0.0.1");
	}

	@Test
	void findWhenInsertedWithNanosecondsThenEqual() {
		Account account = new Account(newId(), EmailAddress.of("alice@example.com"), "hash", TIME.plusNanos(999),
				TIME.plusNanos(501), true);
		this.repository.insert(account);
		assertThat(this.repository.findById(account.id())).isEqualTo(account);
	}

	@Test
	void insertWhenAsLongAsAllowedThenStored() {
		String email = "é".repeat(64) + "@" + "ü".repeat(63) + ("." + "ü".repeat(62)).repeat(2);
		Account account = new Account(newId(), EmailAddress.of(email), "h".repeat(500), TIME, null, true);
		assertThat(email).hasSize(254);
		assertThat(this.repository.insert(account)).isTrue();
		assertThat(findByEmail(email.toUpperCase(Locale.ROOT))).isEqualTo(account);
	}

	@Test
	void writeWhenAutoCommitIsOffThenStored() {
		Account account = account("alice@example.com");
		try (HikariDataSource other = this.database.pool()) {
			other.setAutoCommit(false);
			AccountRepository otherRepository = new JdbcAccountRepository(other);
			assertThat(otherRepository.insert(account)).isTrue();
			assertThat(otherRepository.updatePasswordHash(account.id(), account.passwordHash(), "new")).isTrue();
			assertThat(otherRepository.updateLastLogin(account.id(), "new", TIME)).isTrue();
		}
		assertThat(this.repository.findById(account.id()))
			.isEqualTo(new Account(account.id(), account.email(), "new", account.createdAt(), TIME, true));
	}

	@Test
	void findWhenUnknownThenNull() {
		this.repository.insert(account("alice@example.com"));
		assertThat(findByEmail("bob@example.com")).isNull();
		assertThat(this.repository.findById(newId())).isNull();
		assertThat(this.repository.findById("")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "alice", "alice@example.com\0", "%@example.com", "alice@example.com' OR '1'='1",
			"alice@example.com\nbob@example.com", "\uD800@example.com" })
	void findByEmailWhenTextIsNoAddressOfAnybodyThenNull(String text) {
		this.repository.insert(account("alice@example.com"));
		assertThat(findByEmail(text)).isNull();
	}

	@Test
	void findByIdWhenOtherCaseOrBlanksThenNull() {
		Account account = new Account("abcdef", EmailAddress.of("alice@example.com"), "hash", TIME, null, true);
		this.repository.insert(account);
		assertThat(this.repository.findById("ABCDEF")).isNull();
		assertThat(this.repository.findById("abcdef ")).isNull();
		assertThat(this.repository.findById("abcdéf")).isNull();
	}

	@Test
	void insertWhenEmailIsTakenInAnySpellingThenFalseAndNothingChanges() {
		Account first = account("Jörg@Example.com");
		assertThat(this.repository.insert(first)).isTrue();
		for (String spelling : List.of("Jörg@Example.com", "jörg@example.com", "JÖRG@EXAMPLE.COM",
				"Jo\u0308rg@Example.com", "  jörg@example.com\t")) {
			assertThat(this.repository.insert(account(spelling))).as(spelling).isFalse();
			assertThat(findByEmail(spelling)).as(spelling).isEqualTo(first);
		}
		assertThat(count()).isOne();
	}

	@Test
	void insertWhenDomainIsTakenInAnyNotationThenFalseAndNothingChanges() {
		Account first = account("alice@xn--bcher-kva.example");
		assertThat(this.repository.insert(first)).isTrue();
		for (String spelling : List.of("alice@bücher.example", "Alice@BÜCHER.example", "alice@bu\u0308cher.example",
				"ALICE@XN--BCHER-KVA.EXAMPLE")) {
			assertThat(this.repository.insert(account(spelling))).as(spelling).isFalse();
			assertThat(findByEmail(spelling)).as(spelling).isEqualTo(first);
		}
		assertThat(count()).isOne();
	}

	@Test
	void insertWhenIdIsTakenThenFalseAndNothingChanges() {
		Account first = account("alice@example.com");
		this.repository.insert(first);
		assertThat(this.repository
			.insert(new Account(first.id(), EmailAddress.of("bob@example.com"), "other", TIME, null, true))).isFalse();
		assertThat(this.repository.findById(first.id())).isEqualTo(first);
		assertThat(count()).isOne();
	}

	@Test
	void insertWhenNotAnEmailThenIllegalArgument() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.repository.insert(account("alice")));
		assertThat(count()).isZero();
	}

	@Test
	void insertWhenEmailIsTakenThenTransactionRemainsUsable() {
		Account first = account("alice@example.com");
		this.repository.insert(first);
		transaction().executeWithoutResult((status) -> {
			assertThat(this.repository.insert(account("ALICE@example.com"))).isFalse();
			assertThat(this.repository.updateLastLogin(first.id(), first.passwordHash(), TIME)).isTrue();
		});
		assertThat(this.repository.findById(first.id())).extracting(Account::lastLoginAt).isEqualTo(TIME);
	}

	@Test
	void insertWhenTransactionRollsBackThenNotStored() {
		transaction().executeWithoutResult((status) -> {
			assertThat(this.repository.insert(account("alice@example.com"))).isTrue();
			status.setRollbackOnly();
		});
		assertThat(findByEmail("alice@example.com")).isNull();
	}

	/**
	 * Each look-alike is either not an address or a different account.
	 */
	@ParameterizedTest
	@CsvSource({ "kate@example.com,\u212Aate@example.com", "mike@example.com,mıke@example.com",
			"mike@example.com,mİke@example.com", "mike@example.com,ｍike@example.com",
			"sam@example.com,\u017Fam@example.com", "rene@example.com,rené@example.com",
			"rene@example.com,rene\u0301@example.com", "strasse@example.com,straße@example.com",
			"aether@example.com,æther@example.com", "oe@example.com,œ@example.com", "o@example.com,ø@example.com",
			"alice@example.com,аlice@example.com", "alice@example.com,alice@exаmple.com",
			"alice@example.com,al\u200Bice@example.com", "alice@example.com,alice\u0335@example.com",
			"alice@example.com,alice@example\u3002com", "alice@example.com,alice\uFF20example.com",
			"alice@example.com,ali\uFE0Fce@example.com", "がく@example.com,かく@example.com", "ハ@example.com,は@example.com",
			"aιb@example.com,a\u0345b@example.com", "a@fass.example,a@faß.example",
			"a@fass.example,a@xn--fa-hia.example", "a@bücher.example,a@xn--bcher-9ya.example",
			"a@müller.example,a@xn--MLLER-2pa.example" })
	void findByEmailWhenLookalikeThenNeverSomebodyElse(String email, String lookalike) {
		Account victim = account(email);
		assertThat(this.repository.insert(victim)).isTrue();
		assertThat(findByEmail(lookalike)).isNull();
		try {
			Account attacker = account(lookalike);
			assertThat(this.repository.insert(attacker)).isTrue();
			assertThat(findByEmail(lookalike)).isEqualTo(attacker);
		}
		catch (InvalidEmailAddressException ex) {
			assertThat(count()).isOne();
		}
		assertThat(findByEmail(email)).isEqualTo(victim);
	}

	@RepeatedTest(10)
	void insertWhenFiftyThreadsThenExactlyOneWins() throws Exception {
		List<Boolean> results = race((number) -> this.repository
			.insert(account((number % 2 == 0) ? "alice@example.com" : "ALICE@example.com")));
		assertThat(results).hasSize(THREADS).containsOnlyOnce(true);
		assertThat(count()).isOne();
	}

	@RepeatedTest(5)
	void insertWhenFiftyTransactionsThenExactlyOneWins() throws Exception {
		List<Boolean> results = race((number) -> executeInTransaction(() -> {
			boolean inserted = this.repository.insert(account("alice@example.com"));
			assertThat(this.repository.updateLastLogin(newId(), "hash", TIME)).isFalse();
			return inserted;
		}));
		assertThat(results).hasSize(THREADS).containsOnlyOnce(true);
		assertThat(count()).isOne();
	}

	@Test
	void updatePasswordHashWhenExpectedThenReplaced() {
		Account account = account("alice@example.com");
		Account other = account("bob@example.com");
		this.repository.insert(account);
		this.repository.insert(other);
		assertThat(this.repository.updatePasswordHash(account.id(), account.passwordHash(), "new")).isTrue();
		assertThat(this.repository.findById(account.id())).extracting(Account::passwordHash).isEqualTo("new");
		assertThat(this.repository.findById(other.id())).isEqualTo(other);
	}

	@Test
	void updatePasswordHashWhenNotExpectedThenFalseAndNothingChanges() {
		Account account = new Account(newId(), EmailAddress.of("alice@example.com"), "Hash", TIME, null, true);
		this.repository.insert(account);
		for (String expected : List.of("hash", "HASH", "Hash ", "Hásh", "", "other")) {
			assertThat(this.repository.updatePasswordHash(account.id(), expected, "new")).as(expected).isFalse();
		}
		assertThat(this.repository.updatePasswordHash(newId(), "Hash", "new")).isFalse();
		assertThat(this.repository.findById(account.id())).isEqualTo(account);
	}

	@Test
	void updatePasswordHashWhenFiftyThreadsThenExactlyOneWins() throws Exception {
		Account account = account("alice@example.com");
		this.repository.insert(account);
		List<Boolean> results = race(
				(number) -> this.repository.updatePasswordHash(account.id(), account.passwordHash(), "new-" + number));
		assertThat(results).hasSize(THREADS).containsOnlyOnce(true);
		assertThat(this.repository.findById(account.id())).extracting(Account::passwordHash)
			.isEqualTo("new-" + results.indexOf(true));
	}

	@Test
	void updateLastLoginWhenThereThenStored() {
		Account account = account("alice@example.com");
		Account other = account("bob@example.com");
		this.repository.insert(account);
		this.repository.insert(other);
		for (int time = 0; time < 2; time++) {
			assertThat(this.repository.updateLastLogin(account.id(), account.passwordHash(), TIME.plusNanos(999)))
				.isTrue();
			assertThat(this.repository.findById(account.id())).extracting(Account::lastLoginAt).isEqualTo(TIME);
		}
		assertThat(this.repository.findById(other.id())).isEqualTo(other);
	}

	@Test
	void updateLastLoginWhenUnknownOrAnotherHashThenFalseAndNothingChanges() {
		Account account = account("alice@example.com");
		this.repository.insert(account);
		assertThat(this.repository.updateLastLogin(newId(), account.passwordHash(), TIME)).isFalse();
		assertThat(this.repository.updateLastLogin(account.id(), "another", TIME)).isFalse();
		assertThat(this.repository.findById(account.id())).isEqualTo(account);
	}

	@Test
	void updateWhenDisabledThenFalseAndNothingChanges() {
		Account account = new Account(newId(), EmailAddress.of("alice@example.com"), "hash", TIME, null, false);
		this.repository.insert(account);
		assertThat(this.repository.updateLastLogin(account.id(), "hash", TIME)).isFalse();
		assertThat(this.repository.updatePasswordHash(account.id(), "hash", "new")).isFalse();
		assertThat(this.repository.findById(account.id())).isEqualTo(account);
	}

	/**
	 * Some time zone does not have these times, or has them twice.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "2026-03-29T02:30:00.123456Z", "2026-03-29T01:30:00.000001Z",
			"2026-10-25T00:30:00.999999Z", "2026-10-25T02:30:00Z", "2026-03-08T02:30:00Z", "2040-01-01T00:00:00Z" })
	void findWhenTimeZonesDifferThenTimesAreEqual(Instant time) {
		Account account = new Account(newId(), EmailAddress.of("alice@example.com"), "hash", time,
				time.plus(1, ChronoUnit.MICROS), true);
		inTimeZone("Europe/Berlin", "+02:00", (repository) -> repository.insert(account));
		inTimeZone("America/New_York", "-05:00",
				(repository) -> assertThat(repository.findById(account.id())).isEqualTo(account));
		inTimeZone("Asia/Kolkata", "+05:30", (repository) -> repository.updateLastLogin(account.id(), "hash", time));
		inTimeZone("UTC", "+00:00", (repository) -> assertThat(repository.findById(account.id()))
			.isEqualTo(new Account(account.id(), account.email(), "hash", time, time, true)));
	}

	@Test
	void updateEmailVerifiedWhenAddressIsThatOfTheAccountThenVerified() {
		Account account = account("alice@example.com");
		this.repository.insert(account);
		assertThat(this.repository.updateEmailVerified(account.id(), EmailAddress.of("bob@example.com"))).isFalse();
		assertThat(this.repository.findById(account.id()).emailVerified()).isFalse();
		for (int time = 0; time < 2; time++) {
			assertThat(this.repository.updateEmailVerified(account.id(), EmailAddress.of("ALICE@example.com")))
				.isTrue();
			assertThat(this.repository.findById(account.id()).emailVerified()).isTrue();
		}
		this.repository.updateEnabled(account.id(), false);
		assertThat(this.repository.updateEmailVerified(account.id(), account.email())).isFalse();
	}

	@Test
	void updateEmailWhenNobodyElseHasItThenReplacedAndVerified() {
		Account account = account("alice@example.com");
		Account other = account("bob@example.com");
		this.repository.insert(account);
		this.repository.insert(other);
		EmailAddress email = EmailAddress.of("Carol@example.com");
		assertThat(this.repository.updateEmail(account.id(), other.email(), email)).isFalse();
		assertThat(this.repository.updateEmail(account.id(), account.email(), other.email())).isFalse();
		assertThat(this.repository.findById(account.id()).email()).isEqualTo(account.email());
		assertThat(this.repository.updateEmail(account.id(), account.email(), email)).isTrue();
		assertThat(findByEmail("carol@example.com").id()).isEqualTo(account.id());
		assertThat(findByEmail("carol@example.com").email().text()).isEqualTo("Carol@example.com");
		assertThat(findByEmail("carol@example.com").emailVerified()).isTrue();
		assertThat(findByEmail("alice@example.com")).isNull();
	}

	@Test
	void updateEmailWhenManyWantTheSameThenOneGetsIt() throws Exception {
		List<Account> accounts = new ArrayList<>();
		for (int number = 0; number < THREADS; number++) {
			accounts.add(account("user" + number + "@example.com"));
			this.repository.insert(accounts.get(number));
		}
		EmailAddress email = EmailAddress.of("alice@example.com");
		assertThat(race((number) -> this.repository.updateEmail(accounts.get(number).id(), accounts.get(number).email(),
				email)))
			.containsOnlyOnce(true);
	}

	@Test
	void replaceUnverifiedWhenNobodyHasUsedTheAccountThenReplaced() {
		Account account = account("alice@example.com");
		this.repository.insert(account);
		Account signup = new Account(newId(), EmailAddress.of("Alice@example.com"), "new", TIME.plusSeconds(1), null,
				new AccountState(true, false, "de"));
		assertThat(this.repository.replaceUnverified(account.id(), "other", signup)).isFalse();
		assertThat(this.repository.replaceUnverified(account.id(), account.passwordHash(), signup)).isTrue();
		assertThat(this.repository.findById(account.id())).isEqualTo(new Account(account.id(), signup.email(), "new",
				TIME.plusSeconds(1), null, new AccountState(true, false, "de")));
		this.repository.updateEmailVerified(account.id(), account.email());
		assertThat(this.repository.replaceUnverified(account.id(), "new", signup)).isFalse();
	}

	@Test
	void replaceUnverifiedWhenAccountIsInUseThenUnchanged() {
		Account account = account("alice@example.com");
		this.repository.insert(account);
		this.repository.updateLastLogin(account.id(), account.passwordHash(), TIME);
		assertThat(this.repository.replaceUnverified(account.id(), account.passwordHash(), account("bob@example.com")))
			.isFalse();
	}

	@Test
	void deleteUnverifiedThenOnlyAccountsThatNobodyHasUsed() {
		Account unverified = account("alice@example.com");
		Account verified = account("bob@example.com");
		Account used = account("carol@example.com");
		Account later = new Account(newId(), EmailAddress.of("dave@example.com"), "hash", TIME.plusSeconds(1), null,
				true);
		Account disabled = account("erin@example.com");
		List.of(unverified, verified, used, later, disabled).forEach(this.repository::insert);
		this.repository.updateEnabled(disabled.id(), false);
		this.repository.updateEmailVerified(verified.id(), verified.email());
		this.repository.updateLastLogin(used.id(), used.passwordHash(), TIME);
		assertThat(this.repository.deleteUnverified(TIME, 10)).isEmpty();
		assertThat(this.repository.deleteUnverified(TIME.plusSeconds(1), 10)).containsExactly(unverified.id());
		assertThat(count()).isEqualTo(4);
	}

	private void inTimeZone(String virtualMachine, String session, Consumer<AccountRepository> use) {
		TimeZone before = TimeZone.getDefault();
		TimeZone.setDefault(TimeZone.getTimeZone(virtualMachine));
		SingleConnectionDataSource connection = new SingleConnectionDataSource(this.database.url(),
				this.database.user(), this.database.password(), true);
		try (connection) {
			JdbcClient.create(connection).sql(this.setTimeZone.formatted(session)).update();
			use.accept(new JdbcAccountRepository(connection));
		}
		finally {
			TimeZone.setDefault(before);
		}
	}

	private List<Boolean> race(IntPredicate attempt) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Boolean>> attempts = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int number = i;
				attempts.add(() -> {
					start.await();
					return attempt.test(number);
				});
			}
			List<Boolean> results = new ArrayList<>();
			for (Future<Boolean> result : executor.invokeAll(attempts)) {
				results.add(result.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * Executes statements in a transaction. The database may roll back the transaction of
	 * a caller, who then has to repeat the whole transaction.
	 */
	private boolean executeInTransaction(Supplier<Boolean> statements) {
		while (true) {
			try {
				return Boolean.TRUE.equals(transaction().execute((status) -> statements.get()));
			}
			catch (CannotAcquireLockException ex) {
				assertThat(ex.getMostSpecificCause()).hasMessageContaining("Deadlock");
			}
		}
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.pool));
	}

	private int count() {
		return this.jdbcClient.sql("SELECT COUNT(*) FROM jwt_security_user").query(Integer.class).single();
	}

	private @Nullable Account findByEmail(String email) {
		try {
			return this.repository.findByEmail(EmailAddress.of(email));
		}
		catch (InvalidEmailAddressException ex) {
			return null;
		}
	}

	private static Account account(String email) {
		return new Account(newId(), EmailAddress.of(email), "{argon2}hash-of-" + newId(), TIME, null, true);
	}

	private static String newId() {
		return UUID.randomUUID().toString();
	}

}
