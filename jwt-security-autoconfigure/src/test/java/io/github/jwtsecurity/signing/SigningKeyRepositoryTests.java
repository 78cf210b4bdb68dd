package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcSigningKeyRepository}, for every database.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SigningKeyRepositoryTests {

	private static final Instant TIME = Instant.parse("2026-03-29T02:30:00.123456Z");

	private final Supplier<TestDatabase> newDatabase;

	private TestDatabase database;

	private HikariDataSource pool;

	private JdbcSigningKeyRepository repository;

	protected SigningKeyRepositoryTests(Supplier<TestDatabase> newDatabase) {
		this.newDatabase = newDatabase;
	}

	@BeforeAll
	void createTable() {
		this.database = this.newDatabase.get();
		this.pool = this.database.withTables().pool();
		this.repository = new JdbcSigningKeyRepository(this.pool);
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@BeforeEach
	void deleteAll() {
		JdbcClient.create(this.pool).sql("DELETE FROM jwt_security_signing_key").update();
	}

	@Test
	void checkThenTableIsComplete() {
		this.repository.check();
	}

	@Test
	void findAllThenEqualAndInTheOrderOfTheirGeneration() {
		StoredKey second = new StoredKey("A".repeat(64), 2, "A".repeat(16), "e".repeat(8000), TIME,
				TIME.plusNanos(1_000), Duration.ofDays(366));
		StoredKey first = key("b", 1);
		StoredKey third = key("a", Integer.MAX_VALUE);
		assertThat(this.repository.insert(second)).isTrue();
		assertThat(this.repository.insert(third)).isTrue();
		assertThat(this.repository.insert(first)).isTrue();
		assertThat(this.repository.findAll()).containsExactly(first, second, third);
	}

	@Test
	void insertWhenGenerationOrIdIsTakenThenFalseAndTransactionIsUsable() {
		assertThat(this.repository.insert(key("a", 1))).isTrue();
		transaction().executeWithoutResult((status) -> {
			assertThat(this.repository.insert(key("b", 1))).isFalse();
			assertThat(this.repository.insert(key("a", 2))).isFalse();
			assertThat(this.repository.insert(key("A", 2))).isTrue();
		});
		assertThat(this.repository.findAll()).containsExactly(key("a", 1), key("A", 2));
	}

	@Test
	void insertWhenManyThreadsThenExactlyOneWins() throws Exception {
		assertThat(Race.run((number) -> this.repository.insert(key("key-" + number, 1)))).containsOnlyOnce(true);
		assertThat(this.repository.findAll()).hasSize(1);
	}

	@Test
	void replaceAllThenOnlyTheNewKey() {
		this.repository.insert(key("a", 1));
		this.repository.insert(key("b", 2));
		assertThat(this.repository.replaceAll(key("c", 3))).isTrue();
		assertThat(this.repository.findAll()).containsExactly(key("c", 3));
	}

	/**
	 * Two other instances have replaced the keys since this one has read them.
	 */
	@Test
	void replaceAllWhenThereIsALaterKeyThenItIsRemovedToo() {
		this.repository.insert(key("c", 3));
		assertThat(this.repository.replaceAll(key("b", 2))).isTrue();
		assertThat(this.repository.findAll()).containsExactly(key("b", 2));
	}

	@Test
	void replaceAllWhenGenerationIsTakenThenFalseAndNothingChanges() {
		this.repository.insert(key("a", 1));
		this.repository.insert(key("b", 2));
		assertThat(this.repository.replaceAll(key("c", 2))).isFalse();
		assertThat(this.repository.findAll()).containsExactly(key("a", 1), key("b", 2));
	}

	@Test
	void replaceAllWhenManyThreadsThenExactlyOneWins() throws Exception {
		this.repository.insert(key("a", 1));
		assertThat(Race.run((number) -> this.repository.replaceAll(key("key-" + number, 2)))).containsOnlyOnce(true);
		assertThat(this.repository.findAll()).singleElement().extracting(StoredKey::generation).isEqualTo(2);
	}

	@Test
	void extendThenNeverShorter() {
		this.repository.insert(key("a", 1));
		this.repository.insert(key("b", 2));
		this.repository.extend("a", Duration.ofHours(2));
		this.repository.extend("a", Duration.ofHours(1));
		this.repository.extend("A", Duration.ofHours(3));
		assertThat(this.repository.findAll()).extracting(StoredKey::tokenLifetime)
			.containsExactly(Duration.ofHours(2), Duration.ofMinutes(5));
	}

	@Test
	void encryptAgainThenOnlyFromTheExpectedForm() {
		StoredKey key = key("a", 1);
		this.repository.insert(key);
		this.repository.insert(key("b", 2));
		assertThat(this.repository.encryptAgain(key, "new")).isTrue();
		assertThat(this.repository.encryptAgain(key, "other")).isFalse();
		assertThat(this.repository.findAll()).extracting(StoredKey::encryptedKey).containsExactly("new", "encrypted b");
	}

	@Test
	void deleteThenOnce() {
		this.repository.insert(key("a", 1));
		this.repository.insert(key("b", 2));
		assertThat(this.repository.delete("A")).isFalse();
		assertThat(this.repository.delete("a")).isTrue();
		assertThat(this.repository.delete("a")).isFalse();
		assertThat(this.repository.findAll()).containsExactly(key("b", 2));
	}

	@Test
	void writeWhenAutoCommitIsOffThenCommitted() {
		try (HikariDataSource manual = this.database.pool()) {
			manual.setAutoCommit(false);
			JdbcSigningKeyRepository other = new JdbcSigningKeyRepository(manual);
			assertThat(other.insert(key("a", 1))).isTrue();
			other.extend("a", Duration.ofHours(2));
			assertThat(other.encryptAgain(key("a", 1), "new")).isTrue();
			assertThat(this.repository.findAll()).singleElement().satisfies((key) -> {
				assertThat(key.tokenLifetime()).isEqualTo(Duration.ofHours(2));
				assertThat(key.encryptedKey()).isEqualTo("new");
			});
			assertThat(other.replaceAll(key("b", 2))).isTrue();
			assertThat(this.repository.findAll()).containsExactly(key("b", 2));
			assertThat(other.delete("b")).isTrue();
			assertThat(this.repository.findAll()).isEmpty();
		}
	}

	/**
	 * This zone does not have the time.
	 */
	@Test
	void findAllWhenTimeZonesDifferThenTimesAreEqual() {
		TimeZone before = TimeZone.getDefault();
		try (HikariDataSource berlin = this.database.pool()) {
			TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
			new JdbcSigningKeyRepository(berlin).insert(key("a", 1));
		}
		finally {
			TimeZone.setDefault(before);
		}
		assertThat(this.repository.findAll()).containsExactly(key("a", 1));
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.pool));
	}

	private static StoredKey key(String id, int generation) {
		return new StoredKey(id, generation, "EdDSA", "encrypted " + id, TIME, TIME.plusSeconds(1),
				Duration.ofMinutes(5));
	}

}
