package io.github.jwtsecurity.account;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.LargeTable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the table of accounts on PostgreSQL, by its number of rows: the time of
 * each access, and the size of the table and its indexes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class AccountTableBenchmark {

	/** A hash of the default encoder has as many characters. */
	private static final String HASH = "{argon2}$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
			+ "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

	private static final String ROWS = """
			INSERT INTO jwt_security_user
				(id, email, email_normalized, password_hash, created_at, last_login_at, enabled, email_verified, language)
			SELECT MD5('u' || n)::UUID::TEXT, 'first.last.' || n || '@example.com', 'first.last.' || n || '@example.com',
				'%s', t.created, t.created + INTERVAL '1 hour', TRUE, TRUE, 'en'
			FROM generate_series(:from, :to) AS n,
				LATERAL (SELECT NOW() AT TIME ZONE 'UTC' - RANDOM() * INTERVAL '700 days' + n * INTERVAL '0') AS t(created)
			"""
		.formatted(HASH);

	@Param({ "1000000", "5000000" })
	public int accounts;

	private final SplittableRandom random = new SplittableRandom(1);

	private LargeTable table;

	private AccountRepository repository;

	@Setup
	public void fill() {
		this.table = new LargeTable(JdbcAccountRepository.TABLE);
		this.repository = new JdbcAccountRepository(this.table.dataSource());
		this.table.fill(ROWS, this.accounts);
	}

	@TearDown
	public void close() {
		this.table.close();
	}

	@Benchmark
	public void access(Outcome outcome) {
		outcome.findById = this.table.time("find by id",
				() -> require(this.repository.findById(LargeTable.uuid("u" + number())) != null));
		outcome.findByEmail = this.table.time("find by email",
				() -> require(this.repository.findByEmail(address(number())) != null));
		outcome.updateLastLogin = this.table.time("update the last login",
				() -> require(this.repository.updateLastLogin(LargeTable.uuid("u" + number()), HASH, Instant.now())));
		outcome.insert = this.table.time("insert", () -> require(this.repository.insert(account())));
	}

	private int number() {
		return this.random.nextInt(this.accounts);
	}

	private static EmailAddress address(int number) {
		return EmailAddress.of("first.last." + number + "@example.com");
	}

	private static Account account() {
		String id = UUID.randomUUID().toString();
		return new Account(id, EmailAddress.of(id + "@example.com"), HASH, Instant.now(), null,
				new AccountState(true, false, null));
	}

	private static void require(boolean success) {
		if (!success) {
			throw new IllegalStateException("The account was not found");
		}
	}

	/**
	 * The mean times in microseconds, which are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The time to find an account by its id. */
		public double findById;

		/** The time to find an account by its email address. */
		public double findByEmail;

		/** The time to store the time of a login. */
		public double updateLastLogin;

		/** The time to insert an account. */
		public double insert;

	}

}
