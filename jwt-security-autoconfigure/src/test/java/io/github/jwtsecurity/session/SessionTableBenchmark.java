package io.github.jwtsecurity.session;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.LargeTable;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.docs.PartitionedTables;
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
 * A benchmark of the table of sessions on PostgreSQL, by its number of rows: the time of
 * each access, and the size of the table and its indexes. Ids are as random as real ones,
 * each user has two sessions, and one session in twenty was ended.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class SessionTableBenchmark {

	private static final String ROWS = """
			INSERT INTO jwt_security_session
				(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, user_agent, address,
				token_hash, generation, rotated_at, successor_nonce, ended_at)
			SELECT MD5('s' || n)::UUID::TEXT, MD5('u' || n / 2)::UUID::TEXT, t.used - INTERVAL '3 days', t.used,
				t.used + INTERVAL '7 days', t.used + INTERVAL '27 days', 'Mozilla/5.0 (X11; Linux x86_64) '
					|| 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', '203.0.113.' || n % 256,
				ENCODE(SHA256(n::TEXT::BYTEA), 'hex'), 12, t.used, LEFT(ENCODE(SHA256(n::TEXT::BYTEA), 'base64'), 43),
				CASE WHEN n % 20 = 0 THEN t.used END
			FROM generate_series(:from, :to) AS n,
				LATERAL (SELECT NOW() AT TIME ZONE 'UTC' - RANDOM() * INTERVAL '6 days' + n * INTERVAL '0') AS t(used)
			""";

	@Param({ "1000000", "5000000" })
	public int sessions;

	/** Whether the table has the partitions of {@code docs/scale.md}. */
	@Param("false")
	public boolean partitioned;

	private final SplittableRandom random = new SplittableRandom(1);

	private LargeTable table;

	private SessionRepository repository;

	@Setup
	public void fill() {
		TestDatabase database = this.partitioned ? PartitionedTables.create() : TestDatabase.postgresql().withTables();
		this.table = new LargeTable(JdbcSessionRepository.TABLE, database);
		this.repository = new JdbcSessionRepository(this.table.dataSource());
		this.table.fill(ROWS, this.sessions);
	}

	@TearDown
	public void close() {
		this.table.close();
	}

	@Benchmark
	public void access(Outcome outcome) {
		outcome.findById = this.table.time("find by id", this::find);
		outcome.findLive = this.table.time("find by user", this::findLive);
		outcome.rotate = this.table.time("find by id and rotate", this::rotate);
		outcome.insert = this.table.time("insert", this::insert);
	}

	private Session find() {
		Session session = this.repository
			.findById(LargeTable.uuid("s" + (this.random.nextInt(this.sessions / 20) * 20 + 1)));
		if (session == null) {
			throw new IllegalStateException("There is no such session");
		}
		return session;
	}

	private void findLive() {
		this.repository.findLive(LargeTable.uuid("u" + this.random.nextInt(this.sessions / 2)), Instant.now(), 1_000);
	}

	private void insert() {
		this.repository.insert(TestSessions.session(UUID.randomUUID().toString(), Instant.now()));
	}

	private void rotate() {
		Session session = find();
		Instant now = Instant.now();
		Session.Times times = new Session.Times(session.createdAt(), now, now.plus(Duration.ofDays(7)),
				session.absoluteExpiresAt());
		String hash = RefreshTokenCodec.hash(session.id() + now);
		boolean rotated = this.repository.rotate(
				new Session(session.id(), session.userId(), times, session.origin(),
						new Session.RefreshState(hash, session.generation() + 1, now, session.successorNonce()), null),
				session.tokenHash());
		if (!rotated) {
			throw new IllegalStateException("The session was not rotated");
		}
	}

	/**
	 * The mean times in microseconds, which are reported with the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Outcome {

		/** The time to find a session by its id. */
		public double findById;

		/** The time to find the live sessions of a user. */
		public double findLive;

		/** The time to find a session and to replace its refresh token. */
		public double rotate;

		/** The time to insert a session. */
		public double insert;

	}

}
