package io.github.jwtsecurity.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the contract of {@link AuthorityRepository}, for every database.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AuthorityRepositoryTests {

	private final Supplier<TestDatabase> newDatabase;

	private TestDatabase database;

	private HikariDataSource pool;

	private JdbcClient jdbcClient;

	private AuthorityRepository repository;

	private String alice;

	AuthorityRepositoryTests(Supplier<TestDatabase> newDatabase) {
		this.newDatabase = newDatabase;
	}

	@BeforeAll
	void createTables() {
		this.database = this.newDatabase.get().withTables();
		this.pool = this.database.pool();
		this.jdbcClient = JdbcClient.create(this.pool);
		this.repository = new JdbcAuthorityRepository(this.pool);
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@BeforeEach
	void storeAccount() {
		this.alice = newAccount();
	}

	@Test
	void insertThenFoundAndDeleteThenNot() {
		String bob = newAccount();
		assertThat(this.repository.insert(this.alice, "admin")).isTrue();
		assertThat(this.repository.insert(this.alice, "notes:read")).isTrue();
		assertThat(this.repository.insert(bob, "admin")).isTrue();
		assertThat(this.repository.findByUserId(this.alice)).containsExactlyInAnyOrder("admin", "notes:read");
		assertThat(this.repository.delete(this.alice, "admin")).isTrue();
		assertThat(this.repository.findByUserId(this.alice)).containsExactly("notes:read");
		assertThat(this.repository.findByUserId(bob)).containsExactly("admin");
	}

	@Test
	void insertWhenThereThenFalseAndDeleteWhenNotThereThenFalse() {
		assertThat(this.repository.delete(this.alice, "admin")).isFalse();
		assertThat(this.repository.insert(this.alice, "admin")).isTrue();
		assertThat(this.repository.insert(this.alice, "admin")).isFalse();
		assertThat(this.repository.delete(this.alice, "admin")).isTrue();
		assertThat(this.repository.delete(this.alice, "admin")).isFalse();
	}

	@Test
	void insertWhenNoAccountThenFalseAndNothingIsStored() {
		for (String unknown : List.of(UUID.randomUUID().toString(), "", this.alice + " ", this.alice.toUpperCase())) {
			assertThat(this.repository.insert(unknown, "admin")).as(unknown).isFalse();
			assertThat(this.repository.findByUserId(unknown)).as(unknown).isEmpty();
			assertThat(this.repository.delete(unknown, "admin")).as(unknown).isFalse();
		}
		assertThat(this.repository.findByUserId(this.alice)).isEmpty();
	}

	@Test
	void insertWhenTextDiffersInCaseThenAnotherAuthority() {
		assertThat(this.repository.insert(this.alice, "admin")).isTrue();
		assertThat(this.repository.insert(this.alice, "Admin")).isTrue();
		assertThat(this.repository.delete(this.alice, "ADMIN")).isFalse();
		assertThat(this.repository.findByUserId(this.alice)).containsExactlyInAnyOrder("admin", "Admin");
	}

	@Test
	void insertWhenAsLongAsAllowedThenStored() {
		assertThat(this.repository.insert(this.alice, "~".repeat(100))).isTrue();
		assertThat(this.repository.findByUserId(this.alice)).containsExactly("~".repeat(100));
	}

	@Test
	void writeWhenAutoCommitIsOffThenStored() {
		try (HikariDataSource other = this.database.pool()) {
			other.setAutoCommit(false);
			AuthorityRepository otherRepository = new JdbcAuthorityRepository(other);
			assertThat(otherRepository.insert(this.alice, "admin")).isTrue();
			assertThat(otherRepository.insert(this.alice, "notes")).isTrue();
			assertThat(otherRepository.delete(this.alice, "notes")).isTrue();
		}
		assertThat(this.repository.findByUserId(this.alice)).containsExactly("admin");
	}

	@Test
	void insertWhenThereThenTransactionRemainsUsable() {
		this.repository.insert(this.alice, "admin");
		transaction().executeWithoutResult((status) -> {
			assertThat(this.repository.insert(this.alice, "admin")).isFalse();
			assertThat(this.repository.insert(this.alice, "notes")).isTrue();
		});
		assertThat(this.repository.findByUserId(this.alice)).containsExactlyInAnyOrder("admin", "notes");
	}

	@Test
	void writeWhenTransactionRollsBackThenUnchanged() {
		this.repository.insert(this.alice, "admin");
		transaction().executeWithoutResult((status) -> {
			assertThat(this.repository.delete(this.alice, "admin")).isTrue();
			assertThat(this.repository.insert(this.alice, "notes")).isTrue();
			status.setRollbackOnly();
		});
		assertThat(this.repository.findByUserId(this.alice)).containsExactly("admin");
	}

	@Test
	void writeThenAccountIsUnchanged() {
		AccountRepository accounts = new JdbcAccountRepository(this.pool);
		Account before = accounts.findById(this.alice);
		this.repository.insert(this.alice, "admin");
		this.repository.delete(this.alice, "admin");
		assertThat(accounts.findById(this.alice)).isEqualTo(before);
	}

	@RepeatedTest(3)
	void insertWhenManyThreadsThenExactlyOneWins() throws Exception {
		assertThat(Race.run((number) -> this.repository.insert(this.alice, "admin"))).containsOnlyOnce(true);
		assertThat(Race.run((number) -> this.repository.delete(this.alice, "admin"))).containsOnlyOnce(true);
		assertThat(this.repository.findByUserId(this.alice)).isEmpty();
	}

	/**
	 * Each insertion that succeeds is followed by a deletion that succeeds, or by the end
	 * of the race.
	 */
	@RepeatedTest(3)
	void insertAndDeleteWhenManyThreadsThenTheyAlternate() throws Exception {
		List<Boolean> results = Race.run((number) -> (number % 2 == 0) ? this.repository.insert(this.alice, "admin")
				: this.repository.delete(this.alice, "admin"));
		int balance = 0;
		for (int i = 0; i < results.size(); i++) {
			balance += results.get(i) ? ((i % 2 == 0) ? 1 : -1) : 0;
		}
		assertThat(this.repository.findByUserId(this.alice)).hasSize(balance);
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.pool));
	}

	private String newAccount() {
		String id = UUID.randomUUID().toString();
		new JdbcAccountRepository(this.pool)
			.insert(new Account(id, EmailAddress.of(id + "@example.com"), "hash", Instant.now(), null, true));
		return id;
	}

}
