package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.RecordedStatements;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for two instances, each with its own pool, on one database.
 */
class PostgresRateLimiterTests extends RateLimiterTests {

	private static final TestDatabase DATABASE = TestDatabase.postgresql().withTables();

	private final List<HikariDataSource> pools = new ArrayList<>();

	String isolationLevel() {
		return "TRANSACTION_READ_COMMITTED";
	}

	@Override
	BucketStore store(BucketTime time) {
		return new SharedBucketStore(buckets(time).proxyManager(), new UnusedBucketStore(), new Outage(time));
	}

	@AfterEach
	void close() {
		JdbcClient.create(this.pools.get(0)).sql("DELETE FROM jwt_security_rate_limit").update();
		this.pools.forEach(HikariDataSource::close);
	}

	@Test
	void deleteExpiredWhenBucketsAreFullAgainThenDeletesThemInBatches() {
		JdbcBuckets buckets = buckets(new TestTime().bucketTime());
		Limit limit = Limit.of("test", RateLimit.valueOf("5/1h"));
		for (int i = 0; i < 5; i++) {
			BucketToken.take(buckets.proxyManager(), limit, "key" + i);
		}
		long now = System.currentTimeMillis();
		assertThat(buckets.deleteExpired(now, 3)).isZero();
		assertThat(buckets.deleteExpired(now + 3_600_000, 3)).isEqualTo(3);
		assertThat(buckets.deleteExpired(now + 3_600_000, 3)).isEqualTo(2);
	}

	@Test
	void deleteExpiredWhenPoolHasNoAutoCommitThenCommits() {
		JdbcBuckets buckets = buckets(new TestTime().bucketTime());
		HikariDataSource pool = pool();
		pool.setAutoCommit(false);
		JdbcBuckets withoutAutoCommit = new JdbcBuckets(pool, new TestTime().bucketTime());
		BucketToken.take(withoutAutoCommit.proxyManager(), Limit.of("test", RateLimit.valueOf("5/1h")), "key");
		long later = System.currentTimeMillis() + 7_200_000;
		assertThat(withoutAutoCommit.deleteExpired(later, 10)).isOne();
		assertThat(buckets.deleteExpired(later, 10)).isZero();
	}

	@Test
	@Timeout(60)
	void takeWhenRowIsLockedThenLimitsInMemory() {
		BucketTime time = new TestTime().bucketTime();
		JdbcBuckets buckets = buckets(time);
		RateLimiter limiter = new RateLimiter(
				new SharedBucketStore(buckets.proxyManager(), new MemoryBucketStore(1_000, time), new Outage(time)),
				RateLimiter.Store.JDBC, RateLimiterTests.properties("5/1m", "30/1m", "20/1h", "120/1m"),
				RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
		limiter.login("alice@example.com", null, null).begin();
		HikariDataSource pool = pool();
		new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult((status) -> {
			JdbcClient.create(pool).sql("SELECT id FROM jwt_security_rate_limit FOR UPDATE").query().listOfRows();
			for (int i = 0; i < 5; i++) {
				limiter.login("alice@example.com", null, null).begin();
			}
			assertThatExceptionOfType(RateLimitExceededException.class)
				.isThrownBy(() -> limiter.login("alice@example.com", null, null).begin());
		});
	}

	/**
	 * Refused attempts would otherwise wait for each other, and write to the database.
	 */
	@Test
	@Timeout(60)
	void checkWhenRowsAreLockedThenDoesNotWaitOrWrite() {
		TestTime clock = new TestTime();
		BucketTime time = clock.bucketTime();
		List<String> statements = new CopyOnWriteArrayList<>();
		JdbcBuckets buckets = JdbcBuckets.open(RecordedStatements.of(pool(), statements::add), time);
		RateLimiter limiter = new RateLimiter(
				new SharedBucketStore(buckets.proxyManager(), new UnusedBucketStore(), new Outage(time)),
				RateLimiter.Store.JDBC, RateLimiterTests.properties("5/1m", "30/1m", "20/1h", "120/1m"),
				RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
		for (int i = 0; i < 5; i++) {
			limiter.login("alice@example.com", null, "203.0.113.7").begin();
		}
		HikariDataSource pool = pool();
		new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult((status) -> {
			JdbcClient client = JdbcClient.create(pool);
			int rows = client.sql("SELECT id FROM jwt_security_rate_limit FOR UPDATE").query().listOfRows().size();
			statements.clear();
			assertThatExceptionOfType(RateLimitExceededException.class)
				.isThrownBy(() -> limiter.login("alice@example.com", null, "203.0.113.7").check())
				.satisfies((ex) -> assertThat(ex.retryAfter()).hasSeconds(12));
			clock.advance(Duration.ofSeconds(12));
			limiter.login("alice@example.com", null, "203.0.113.7").check();
			limiter.login("bob@example.com", null, "203.0.113.8").check();
			assertThat(statements).hasSize(11)
				.allMatch((sql) -> sql.startsWith("SELECT") && !sql.contains("FOR UPDATE"));
			assertThat(client.sql("SELECT COUNT(*) FROM jwt_security_rate_limit").query(Integer.class).single())
				.isEqualTo(rows);
		});
	}

	/**
	 * A row that is locked between two statements would make others wait for this
	 * instance.
	 */
	@Test
	void takeWhenThereIsABucketThenReadsAndStoresItWithoutATransaction() {
		List<String> statements = new CopyOnWriteArrayList<>();
		ProxyManager<String> buckets = JdbcBuckets
			.open(RecordedStatements.of(pool(), statements::add, () -> statements.add("end")),
					new TestTime().bucketTime())
			.proxyManager();
		Limit limit = Limit.of("test", RateLimit.valueOf("5/1h"));
		BucketToken.take(buckets, limit, "key");
		statements.clear();
		BucketToken.take(buckets, limit, "key").token().giveBack();
		assertThat(statements).extracting((sql) -> sql.substring(0, 6))
			.containsExactly("SELECT", "UPDATE", "SELECT", "UPDATE");
		assertThat(statements).noneMatch((sql) -> sql.contains("FOR UPDATE"));
	}

	/**
	 * Instances of the previous version insert a row before they store its state.
	 */
	@Test
	void takeWhenRowHasNoStateThenCounts() {
		JdbcBuckets buckets = buckets(new TestTime().bucketTime());
		Limit limit = Limit.of("test", RateLimit.valueOf("5/1h"));
		BucketToken.take(buckets.proxyManager(), limit, "key");
		JdbcClient client = JdbcClient.create(this.pools.get(0));
		client.sql("UPDATE jwt_security_rate_limit SET state = NULL, expires_at = 0").update();
		assertThat(BucketToken.look(buckets.proxyManager(), limit, "key").missing()).isZero();
		assertThat(BucketToken.take(buckets.proxyManager(), limit, "key").token().missing()).isOne();
		assertThat(BucketToken.take(buckets.proxyManager(), limit, "key").token().missing()).isEqualTo(2);
		assertThat(client.sql("SELECT expires_at FROM jwt_security_rate_limit").query(Long.class).single())
			.isGreaterThan(System.currentTimeMillis());
	}

	@Test
	void takeWhenCallerIsRolledBackThenCounts() {
		JdbcBuckets buckets = buckets(new TestTime().bucketTime());
		Limit limit = Limit.of("test", RateLimit.valueOf("5/1h"));
		new TransactionTemplate(new JdbcTransactionManager(this.pools.get(0))).executeWithoutResult((status) -> {
			BucketToken.take(buckets.proxyManager(), limit, "key");
			status.setRollbackOnly();
		});
		assertThat(BucketToken.look(buckets.proxyManager(), limit, "key").missing()).isOne();
	}

	@Test
	void takeWhenStoredThenNamesNobodyAndFits() {
		JdbcBuckets buckets = buckets(new TestTime().bucketTime());
		RateLimiter limiter = new RateLimiter(
				new SharedBucketStore(buckets.proxyManager(), new UnusedBucketStore(),
						new Outage(new TestTime().bucketTime())),
				RateLimiter.Store.JDBC, RateLimiterTests.properties("999999/86399999ms", "30/1m", "20/1h", "120/1m"),
				RateLimiterTests.LOCKOUT, RateLimiterTests.MAIL);
		limiter.login("alice@example.com", null, "2001:db8:1:2::1").begin();
		limiter.passwordCheck("alice@example.com", "203.0.113.7").begin();
		List<String> ids = JdbcClient.create(this.pools.get(0))
			.sql("SELECT id FROM jwt_security_rate_limit")
			.query(String.class)
			.list();
		assertThat(ids).hasSize(8).noneMatch((id) -> id.contains("alice")).allMatch((id) -> id.length() <= 150);
	}

	private JdbcBuckets buckets(BucketTime time) {
		return JdbcBuckets.open(pool(), time);
	}

	private HikariDataSource pool() {
		HikariDataSource pool = DATABASE.pool();
		pool.setMaximumPoolSize(10);
		pool.setTransactionIsolation(isolationLevel());
		this.pools.add(pool);
		return pool;
	}

}
