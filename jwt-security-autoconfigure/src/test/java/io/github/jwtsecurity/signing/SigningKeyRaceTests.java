package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Alone;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for many instances that make keys at the same time, on every database.
 */
@Alone
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SigningKeyRaceTests {

	private static final int INSTANCES = 16;

	private final Supplier<TestDatabase> newDatabase;

	private final MutableClock clock = new MutableClock();

	private HikariDataSource pool;

	protected SigningKeyRaceTests(Supplier<TestDatabase> newDatabase) {
		this.newDatabase = newDatabase;
	}

	@BeforeAll
	void createTable() {
		this.pool = this.newDatabase.get().withTables().pool();
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@BeforeEach
	void deleteAll() {
		JdbcClient.create(this.pool).sql("DELETE FROM jwt_security_signing_key").update();
	}

	@RepeatedTest(5)
	void initializeWhenManyInstancesThenAllSignWithTheSameKey() throws Exception {
		List<TestKeys> instances = Race.run(INSTANCES, (number) -> instance().initialize());
		assertThat(new HashSet<>(instances.stream().map(TestKeys::current).toList())).hasSize(1);
		assertThat(count()).isOne();
	}

	@RepeatedTest(5)
	void rotateWhenManyInstancesThenOneNewKey() throws Exception {
		List<TestKeys> instances = instances();
		this.clock.advance(Duration.ofDays(90));
		Race.run(INSTANCES, (number) -> instances.get(number).rotate());
		assertThat(count()).isEqualTo(2);
		this.clock.advance(Duration.ofDays(1));
		assertThat(new HashSet<>(instances.stream().map(TestKeys::current).toList())).hasSize(1);
	}

	@RepeatedTest(5)
	void rotateWhenManyInstancesRemoveAKeyThenNoneFails() throws Exception {
		List<TestKeys> instances = instances();
		this.clock.advance(Duration.ofDays(90));
		instances.get(0).rotate();
		this.clock.advance(Duration.ofDays(30));
		Race.run(INSTANCES, (number) -> instances.get(number).rotate());
		assertThat(count()).isOne();
	}

	/**
	 * Replacements at the same time may fail after some attempts, since each of them
	 * needs a generation of its own.
	 */
	@RepeatedTest(5)
	void replaceAllWhenSomeInstancesThenOneKeyIsLeft() throws Exception {
		List<TestKeys> instances = instances();
		String leaked = instances.get(0).current();
		List<String> made = Race.run(3, (number) -> instances.get(number).keys().replaceAll());
		assertThat(made).doesNotHaveDuplicates();
		instances.forEach(TestKeys::rotate);
		assertThat(new HashSet<>(instances.stream().map(TestKeys::current).toList())).hasSize(1)
			.isSubsetOf(new HashSet<>(made))
			.doesNotContain(leaked);
		assertThat(count()).isOne();
	}

	private List<TestKeys> instances() {
		return IntStream.range(0, INSTANCES).mapToObj((number) -> instance().initialize()).toList();
	}

	private TestKeys instance() {
		return TestKeys.of(this.pool, this.clock);
	}

	private int count() {
		return JdbcClient.create(this.pool)
			.sql("SELECT COUNT(*) FROM jwt_security_signing_key")
			.query(Integer.class)
			.single();
	}

}
