package io.github.jwtsecurity.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class SessionCleanerTests {

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = TestDatabase.h2().withTables().pool();

	private final SessionRepository repository = new JdbcSessionRepository(this.pool);

	private final AtomicBoolean down = new AtomicBoolean();

	private final SessionCleaner cleaner = new SessionCleaner(TestSessions.failing(this.repository, this.down),
			TestSessions.RETENTION, this.clock);

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void cleanThenInBatchesUntilNothingIsLeft() {
		insert(1_200, this.clock.instant().minus(Duration.ofDays(9)));
		insert(3, this.clock.instant());
		List<Integer> left = new ArrayList<>();
		boolean more = true;
		while (more) {
			more = this.cleaner.clean();
			left.add(count());
		}
		assertThat(left).containsExactly(703, 203, 3);
	}

	@Test
	void cleanWhenAccessTokensMayBeValidThenKept() {
		Instant began = this.clock.instant();
		insert(1, began);
		assertThatSessionIsDeletedAfter(Duration.ofDays(7).plus(TestSessions.RETENTION));
	}

	@Test
	void cleanWhenEndedThenKeptUntilItsAccessTokensHaveExpired() {
		Session session = TestSessions.session("alice", this.clock.instant());
		this.repository.insert(session);
		this.repository.end(session.id(), "alice", this.clock.instant());
		assertThatSessionIsDeletedAfter(TestSessions.RETENTION);
	}

	@Test
	void cleanWhenRepositoryFailsThenLater() {
		insert(1, this.clock.instant().minus(Duration.ofDays(9)));
		this.down.set(true);
		assertThat(this.cleaner.clean()).isFalse();
		this.down.set(false);
		this.cleaner.clean();
		assertThat(count()).isZero();
	}

	@Test
	void maintenanceThenCleansOnlyWhileItRuns() {
		insert(1_200, this.clock.instant().minus(Duration.ofDays(9)));
		SessionMaintenance maintenance = new SessionMaintenance(new RevocationView(this.repository,
				TestSessions.watch(this.repository), TestSessions.properties(), TestSessions.LIFETIME, this.clock),
				this.cleaner, TestSessions.properties());
		maintenance.clean();
		assertThat(count()).isEqualTo(1_200);
		maintenance.start();
		try {
			maintenance.clean();
			assertThat(count()).isZero();
		}
		finally {
			maintenance.stop();
		}
	}

	private void assertThatSessionIsDeletedAfter(Duration time) {
		this.clock.advance(time.minusNanos(1_000));
		this.cleaner.clean();
		assertThat(count()).isOne();
		this.clock.advance(Duration.ofNanos(1_000));
		this.cleaner.clean();
		assertThat(count()).isZero();
	}

	private void insert(int count, Instant began) {
		for (int i = 0; i < count; i++) {
			this.repository.insert(TestSessions.session("alice", began));
		}
	}

	private int count() {
		return JdbcClient.create(this.pool)
			.sql("SELECT COUNT(*) FROM jwt_security_session")
			.query(Integer.class)
			.single();
	}

}
