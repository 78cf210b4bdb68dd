package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Alone;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for many threads with one refresh token, on every database. Each thread uses one
 * of two instances.
 */
@Alone
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SessionRaceTests {

	private final Supplier<TestDatabase> newDatabase;

	private final MutableClock clock = new MutableClock();

	private HikariDataSource pool;

	private TestSessions[] instances;

	protected SessionRaceTests(Supplier<TestDatabase> newDatabase) {
		this.newDatabase = newDatabase;
	}

	@BeforeAll
	void start() {
		this.pool = this.newDatabase.get().withTables().pool();
		this.instances = new TestSessions[] { TestSessions.of(new JdbcSessionRepository(this.pool), this.clock),
				TestSessions.of(new JdbcSessionRepository(this.pool), this.clock) };
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@RepeatedTest(10)
	void refreshWhenManyThreadsThenAllGetTheSameSuccessor() throws Exception {
		NewSession session = this.instances[0].start("alice");
		List<RefreshedSession<String>> results = Race
			.run((number) -> this.instances[number % 2].refresh(session.refreshToken()));
		assertThat(results).doesNotContainNull();
		assertThat(new HashSet<>(results.stream().map(RefreshedSession::refreshToken).toList())).hasSize(1);
		assertThat(events(SessionRefreshed.class)).hasSize(1);
		RefreshedSession<String> next = this.instances[0].refresh(results.get(0).refreshToken());
		assertThat(next.session().generation()).isEqualTo(2);
		clearEvents();
	}

	@RepeatedTest(10)
	void refreshWhenManyThreadsWithoutGraceThenOneFamilyEndedOnce() throws Exception {
		TestSessions strict = TestSessions.of(new JdbcSessionRepository(this.pool), this.clock, "reuse-grace=0s");
		NewSession session = strict.start("alice");
		List<RefreshedSession<String>> results = Race.run((number) -> strict.refresh(session.refreshToken()))
			.stream()
			.filter(Objects::nonNull)
			.toList();
		assertThat(results).hasSize(1);
		assertThat(strict.events()).hasAtLeastOneElementOfType(SessionRefreshed.class);
		assertThat(strict.events().stream().filter(RefreshTokenReused.class::isInstance)).hasSize(1);
		assertThat(strict.events().stream().filter(SessionEnded.class::isInstance)).hasSize(1);
		assertThat(strict.refresh(results.get(0).refreshToken())).isNull();
		assertThat(strict.isRevoked(session.session().id())).isTrue();
	}

	/**
	 * Every thread continues with its response. However the threads interleave, the
	 * session has one current token in the end, or none.
	 */
	@RepeatedTest(5)
	void refreshWhenManyThreadsGoOnThenNeverTwoFamilies() throws Exception {
		NewSession session = this.instances[0].start("alice");
		List<List<String>> chains = Race.run((number) -> {
			List<String> chain = new ArrayList<>(List.of(session.refreshToken()));
			for (int i = 0; i < 5; i++) {
				RefreshedSession<String> next = this.instances[number % 2].refresh(chain.get(chain.size() - 1));
				if (next == null) {
					break;
				}
				chain.add(next.refreshToken());
			}
			return chain;
		});
		Set<String> all = new HashSet<>(chains.stream().flatMap(List::stream).toList());
		Session stored = new JdbcSessionRepository(this.pool).findById(session.session().id());
		assertThat(all).hasSizeLessThanOrEqualTo(stored.generation() + 1);
		assertThat(all.stream().map(RefreshTokenCodec::hash).filter(stored.tokenHash()::equals))
			.hasSizeLessThanOrEqualTo(1);
		this.clock.advance(Duration.ofSeconds(11));
		List<RefreshedSession<String>> living = all.stream()
			.filter((token) -> RefreshTokenCodec.hash(token).equals(stored.tokenHash()))
			.map(this.instances[0]::refresh)
			.filter(Objects::nonNull)
			.toList();
		assertThat(living).hasSize((stored.endedAt() == null) ? 1 : 0);
		clearEvents();
	}

	@RepeatedTest(10)
	void endWhileOthersRefreshThenDeadAndNobodyFails() throws Exception {
		NewSession session = this.instances[0].start("alice");
		Race.run((number) -> (number == 0)
				? this.instances[0].service()
					.end(session.session().id(), "alice", SessionEnded.Reason.LOGOUT, TestSessions.CLIENT)
				: this.instances[number % 2].refresh(session.refreshToken()));
		assertThat(events(SessionEnded.class)).hasSize(1);
		assertThat(this.instances[0].refresh(session.refreshToken())).isNull();
		assertThat(this.instances[0].isRevoked(session.session().id())).isTrue();
		assertThat(new JdbcSessionRepository(this.pool).findById(session.session().id()).endedAt()).isNotNull();
		clearEvents();
	}

	/**
	 * The sessions are stored without a common transaction with an account, so that no
	 * other lock serializes the logins.
	 */
	@RepeatedTest(5)
	void storeWhenManyThreadsThenNoMoreThanTheMaximumAndNobodyFails() throws Exception {
		TestSessions[] limited = new TestSessions[3];
		for (int i = 0; i < limited.length; i++) {
			limited[i] = TestSessions.of(new JdbcSessionRepository(this.pool), Clock.systemUTC(), "maximum-per-user=5");
		}
		String userId = UUID.randomUUID().toString();
		List<NewSession> started = Race.run((number) -> limited[number % 3].start(userId));
		List<Session> left = limited[0].service().sessionsOf(userId);
		assertThat(left).hasSizeBetween(1, 5);
		List<String> ended = new ArrayList<>();
		for (TestSessions instance : limited) {
			instance.events().forEach((event) -> {
				if (event instanceof SessionEnded one) {
					ended.add(one.sessionId());
				}
				if (event instanceof SessionsEnded several) {
					ended.addAll(several.sessionIds());
				}
			});
		}
		assertThat(ended).hasSize(started.size() - left.size()).doesNotHaveDuplicates();
	}

	private <T> List<T> events(Class<T> type) {
		List<Object> events = new ArrayList<>(this.instances[0].events());
		events.addAll(this.instances[1].events());
		return events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	private void clearEvents() {
		this.instances[0].events().clear();
		this.instances[1].events().clear();
	}

}
