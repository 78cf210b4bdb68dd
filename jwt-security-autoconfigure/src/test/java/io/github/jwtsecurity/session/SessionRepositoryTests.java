package io.github.jwtsecurity.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.RecordedStatements;
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
 * Tests for the contract of {@link SessionRepository}, for every database.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SessionRepositoryTests {

	private static final Instant TIME = Instant.parse("2026-03-29T02:30:00.123456Z");

	private final Supplier<TestDatabase> newDatabase;

	private final boolean notifying;

	private TestDatabase database;

	private HikariDataSource pool;

	private JdbcClient jdbcClient;

	private SessionRepository repository;

	protected SessionRepositoryTests(Supplier<TestDatabase> newDatabase) {
		this(newDatabase, false);
	}

	protected SessionRepositoryTests(Supplier<TestDatabase> newDatabase, boolean notifying) {
		this.newDatabase = newDatabase;
		this.notifying = notifying;
	}

	@BeforeAll
	void createTable() {
		this.database = this.newDatabase.get();
		this.pool = this.database.withTables().pool();
		this.jdbcClient = JdbcClient.create(this.pool);
		this.repository = new JdbcSessionRepository(this.pool, this.notifying);
	}

	@AfterAll
	void close() {
		this.pool.close();
	}

	@BeforeEach
	void deleteAll() {
		this.jdbcClient.sql("DELETE FROM jwt_security_session").update();
	}

	@Test
	void findWhenInsertedThenEqual() {
		Session fresh = new Session(newId(), "alice",
				new Session.Times(TIME.plusNanos(999), TIME, TIME.plusSeconds(1), TIME.plusSeconds(2)),
				new Session.Origin(null, null), new Session.RefreshState("hash", 0, null, null), null);
		Session full = new Session(newId(), "ü".repeat(255),
				new Session.Times(TIME, TIME.plusSeconds(3), TIME.plusSeconds(4), TIME.plusSeconds(5)),
				new Session.Origin("é".repeat(255), "f".repeat(64)),
				new Session.RefreshState("h".repeat(64), Integer.MAX_VALUE, TIME.plusNanos(501), "n".repeat(64)),
				TIME.plusSeconds(4));
		assertThat(this.repository.insert(fresh)).isTrue();
		assertThat(this.repository.insert(full)).isTrue();
		assertThat(this.repository.findById(fresh.id())).isEqualTo(fresh);
		assertThat(this.repository.findById(full.id())).isEqualTo(full);
	}

	@Test
	void findWhenClientSendsNonsenseThenStoredNeutralised() {
		Session session = new Session(newId(), "alice", new Session.Times(TIME, TIME, TIME, TIME),
				new Session.Origin("a\0b\r\nc\uD800" + "\uD83D\uDE00".repeat(200), "\0" + "1".repeat(100)),
				new Session.RefreshState("hash", 0, null, null), null);
		this.repository.insert(session);
		assertThat(this.repository.findById(session.id())).isEqualTo(session)
			.extracting(Session::userAgent)
			.asString()
			.startsWith("a?b??c?")
			.hasSize(255);
	}

	@Test
	void insertWhenIdIsTakenThenFalseAndTransactionIsUsable() {
		Session session = TestSessions.session("alice", TIME);
		assertThat(this.repository.insert(session)).isTrue();
		Session other = TestSessions.session("bob", TIME);
		transaction().executeWithoutResult((status) -> {
			assertThat(this.repository
				.insert(new Session(session.id(), "mallory", new Session.Times(TIME, TIME, TIME, TIME),
						new Session.Origin(null, null), new Session.RefreshState("", 0, null, null), TIME)))
				.isFalse();
			assertThat(this.repository.insert(other)).isTrue();
		});
		assertThat(this.repository.findById(session.id())).isEqualTo(session);
		assertThat(this.repository.findById(other.id())).isEqualTo(other);
	}

	@Test
	void findUnusableThenIdsWithoutASessionThatWasNotEnded() {
		Session live = TestSessions.session("alice", TIME);
		Session expired = TestSessions.session("alice", TIME.minus(Duration.ofDays(90)));
		Session ended = TestSessions.session("alice", TIME);
		Stream.of(live, expired, ended).forEach(this.repository::insert);
		this.repository.end(ended.id(), "alice", TIME);
		String unknown = newId();
		String spelling = live.id().toUpperCase(Locale.ROOT) + " ";
		assertThat(this.repository.findUnusable(List.of(live.id(), expired.id(), ended.id(), unknown, spelling)))
			.containsExactlyInAnyOrder(ended.id(), unknown, spelling);
		assertThat(this.repository.findUnusable(List.of(live.id()))).isEmpty();
	}

	@Test
	void findUnusableWhenAThousandThenOneQuery() {
		List<String> unknown = Stream.generate(SessionRepositoryTests::newId).limit(1_000).toList();
		assertThat(this.repository.findUnusable(unknown)).hasSize(1_000);
	}

	@Test
	void findWhenUnknownOrAnotherSpellingThenNull() {
		Session session = new Session("abcdefab-0000-4000-8000-000000000001", "alice",
				new Session.Times(TIME, TIME, TIME, TIME), new Session.Origin(null, null),
				new Session.RefreshState("hash", 0, null, null), null);
		this.repository.insert(session);
		assertThat(this.repository.findById(newId())).isNull();
		assertThat(this.repository.findById("")).isNull();
		assertThat(this.repository.findById(session.id().toUpperCase(Locale.ROOT))).isNull();
		assertThat(this.repository.findById(session.id() + " ")).isNull();
		assertThat(this.repository.end(session.id().toUpperCase(Locale.ROOT), "alice", TIME)).isFalse();
		assertThat(this.repository.end(session.id(), "Alice", TIME)).isFalse();
		assertThat(this.repository.end(session.id(), "alicé", TIME)).isFalse();
		assertThat(this.repository.rotate(successor(session, "new"), "HASH")).isFalse();
		assertThat(this.repository.endAll("ALICE", null, TIME)).isEmpty();
		assertThat(this.repository.findLive("ALICE", TIME.minusSeconds(1), 10)).isEmpty();
	}

	@Test
	void findLiveThenThoseOfTheUserLastUsedFirst() {
		Session first = TestSessions.session("alice", TIME);
		Session second = TestSessions.session("alice", TIME.plusSeconds(1));
		Session expired = TestSessions.session("alice", TIME.minus(Duration.ofDays(7)));
		Session ended = TestSessions.session("alice", TIME);
		Session other = TestSessions.session("bob", TIME);
		insert(first, second, expired, ended, other);
		this.repository.end(ended.id(), "alice", TIME);
		assertThat(this.repository.findLive("alice", TIME, 10)).containsExactly(second, first);
		assertThat(this.repository.findLive("alice", TIME, 1)).containsExactly(second);
	}

	@Test
	void rotateWhenHashIsTheCurrentOneThenStoredAndTheRestUntouched() {
		Session session = TestSessions.session("alice", TIME);
		insert(session);
		Session successor = successor(session, "new");
		assertThat(this.repository.rotate(successor, session.tokenHash())).isTrue();
		assertThat(this.repository.findById(session.id())).isEqualTo(successor);
		assertThat(this.repository.rotate(successor, session.tokenHash())).isFalse();
	}

	@Test
	void rotateWhenExpiredOrEndedThenFalseAndNothingChanges() {
		Session expired = TestSessions.session("alice", TIME.minus(Duration.ofDays(7)).plusSeconds(1));
		Session ended = TestSessions.session("alice", TIME);
		insert(expired, ended);
		this.repository.end(ended.id(), "alice", TIME);
		Session before = this.repository.findById(ended.id());
		assertThat(this.repository.rotate(successor(expired, "new"), expired.tokenHash())).isFalse();
		assertThat(this.repository.rotate(successor(ended, "new"), ended.tokenHash())).isFalse();
		assertThat(this.repository.findById(expired.id())).isEqualTo(expired);
		assertThat(this.repository.findById(ended.id())).isEqualTo(before);
	}

	@Test
	void rotateWhenManyThreadsThenExactlyOneWins() throws Exception {
		Session session = TestSessions.session("alice", TIME);
		insert(session);
		List<Boolean> results = Race
			.run((number) -> this.repository.rotate(successor(session, "new-" + number), session.tokenHash()));
		assertThat(results).containsOnlyOnce(true);
		assertThat(this.repository.findById(session.id()))
			.isEqualTo(successor(session, "new-" + results.indexOf(true)));
	}

	@Test
	void endThenOnceAndExpiresThen() {
		Session session = TestSessions.session("alice", TIME);
		Session other = TestSessions.session("alice", TIME);
		insert(session, other);
		assertThat(this.repository.end(session.id(), "bob", TIME)).isFalse();
		assertThat(this.repository.end(session.id(), "alice", TIME.plusNanos(1_999))).isTrue();
		assertThat(this.repository.end(session.id(), "alice", TIME.plusSeconds(1))).isFalse();
		Session ended = this.repository.findById(session.id());
		assertThat(ended.endedAt()).isEqualTo(TIME.plusNanos(1_000));
		assertThat(ended.expiresAt()).isEqualTo(TIME.plusNanos(1_000));
		assertThat(ended.absoluteExpiresAt()).isEqualTo(session.absoluteExpiresAt());
		assertThat(this.repository.findById(other.id())).isEqualTo(other);
	}

	@Test
	void endWhenExpiredThenEndedAndExpiryStays() {
		Session session = TestSessions.session("alice", TIME);
		insert(session);
		Instant later = session.expiresAt().plusSeconds(60);
		assertThat(this.repository.end(session.id(), "alice", later)).isTrue();
		Session ended = this.repository.findById(session.id());
		assertThat(ended.endedAt()).isEqualTo(later);
		assertThat(ended.expiresAt()).isEqualTo(session.expiresAt());
	}

	@Test
	void endWhenManyThreadsThenExactlyOneWins() throws Exception {
		Session session = TestSessions.session("alice", TIME);
		insert(session);
		assertThat(Race.run((number) -> this.repository.end(session.id(), "alice", TIME))).containsOnlyOnce(true);
	}

	@Test
	void endUnlessCurrentThenDecidedByTheHash() {
		Session session = TestSessions.session("alice", TIME);
		insert(session);
		assertThat(this.repository.endUnlessCurrent(session.id(), session.tokenHash(), TIME)).isFalse();
		assertThat(this.repository.findById(session.id())).isEqualTo(session);
		assertThat(this.repository.endUnlessCurrent(session.id(), "another", TIME)).isTrue();
		assertThat(this.repository.endUnlessCurrent(session.id(), "another", TIME)).isFalse();
		assertThat(this.repository.findById(session.id()).endedAt()).isEqualTo(TIME);
	}

	@Test
	void endAllThenAllOfTheUserButOne() {
		Session kept = TestSessions.session("alice", TIME);
		Session expired = TestSessions.session("alice", TIME.minus(Duration.ofDays(8)));
		Session ended = TestSessions.session("alice", TIME);
		Session other = TestSessions.session("bob", TIME);
		insert(kept, expired, ended, other);
		this.repository.end(ended.id(), "alice", TIME);
		assertThat(this.repository.endAll("alice", kept.id(), TIME)).containsExactly(expired.id());
		assertThat(this.repository.findById(kept.id())).isEqualTo(kept);
		assertThat(this.repository.findById(other.id())).isEqualTo(other);
		assertThat(this.repository.endAll("alice", null, TIME)).containsExactly(kept.id());
		assertThat(this.repository.endAll("alice", null, TIME)).isEmpty();
	}

	@Test
	void endAllWhenManyThreadsThenEachSessionInOneAnswer() throws Exception {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 1_100; i++) {
			Session session = TestSessions.session("alice", TIME);
			this.repository.insert(session);
			ids.add(session.id());
		}
		List<List<String>> results = Race.run((number) -> this.repository.endAll("alice", null, TIME));
		assertThat(results.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(this.repository.findLive("alice", TIME, 10)).isEmpty();
	}

	@Test
	void endLeastRecentlyUsedThenOnlyLiveOnesBeyondTheMaximum() {
		List<Session> sessions = IntStream.range(0, 5)
			.mapToObj((number) -> TestSessions.session("alice", TIME.plusSeconds(number)))
			.toList();
		insert(sessions.toArray(Session[]::new));
		Session expired = TestSessions.session("alice", TIME.minus(Duration.ofDays(8)));
		Session ended = TestSessions.session("alice", TIME.plusSeconds(6));
		Session other = TestSessions.session("bob", TIME);
		Session otherCase = TestSessions.session("Alice", TIME);
		insert(expired, ended, other, otherCase);
		Instant now = TIME.plusSeconds(7);
		this.repository.end(ended.id(), "alice", now);
		String begun = sessions.get(4).id();
		assertThat(this.repository.endLeastRecentlyUsed("alice", begun, 5, now)).isEmpty();
		assertThat(this.repository.endLeastRecentlyUsed("alice", begun, 3, now))
			.containsExactlyInAnyOrder(sessions.get(0).id(), sessions.get(1).id());
		assertThat(this.repository.endLeastRecentlyUsed("alice", begun, 3, now)).isEmpty();
		assertThat(this.repository.findById(sessions.get(1).id()).endedAt()).isEqualTo(now);
		assertThat(this.repository.findById(sessions.get(1).id()).expiresAt()).isEqualTo(now);
		Session used = successor(sessions.get(2), "new");
		assertThat(this.repository.rotate(
				new Session(used.id(), "alice",
						new Session.Times(used.createdAt(), now, used.expiresAt(), used.absoluteExpiresAt()),
						new Session.Origin(null, null), new Session.RefreshState("new", 1, now, null), null),
				sessions.get(2).tokenHash()))
			.isTrue();
		Session last = TestSessions.session("alice", now.plusSeconds(1));
		insert(last);
		assertThat(this.repository.endLeastRecentlyUsed("alice", last.id(), 2, now.plusSeconds(1)))
			.containsExactlyInAnyOrder(sessions.get(3).id(), sessions.get(4).id());
		assertThat(this.repository.findLive("alice", now, 10)).extracting(Session::id)
			.containsExactly(last.id(), used.id());
		for (Session untouched : List.of(expired, other, otherCase)) {
			assertThat(this.repository.findById(untouched.id())).isEqualTo(untouched);
		}
	}

	/**
	 * Another instance has begun sessions with a clock that is ahead.
	 */
	@Test
	void endLeastRecentlyUsedWhenOthersWereUsedLaterThenTheOneThatHasBegunGoesOn() {
		Session old = TestSessions.session("alice", TIME.minusSeconds(60));
		Session begun = TestSessions.session("alice", TIME);
		Session later = TestSessions.session("alice", TIME.plusSeconds(1));
		Session last = TestSessions.session("alice", TIME.plusSeconds(2));
		insert(old, begun, later, last);
		assertThat(this.repository.endLeastRecentlyUsed("alice", begun.id(), 2, TIME))
			.containsExactlyInAnyOrder(old.id(), later.id());
		assertThat(this.repository.endLeastRecentlyUsed("alice", begun.id(), 1, TIME)).containsExactly(last.id());
		assertThat(this.repository.findLive("alice", TIME, 10)).containsExactly(begun);
	}

	@Test
	void endLeastRecentlyUsedWhenTheOneThatHasBegunWasEndedThenNothing() {
		Session begun = TestSessions.session("alice", TIME);
		Session other = TestSessions.session("alice", TIME.minusSeconds(1));
		insert(begun, other);
		this.repository.end(begun.id(), "alice", TIME);
		assertThat(this.repository.endLeastRecentlyUsed("alice", begun.id(), 1, TIME)).isEmpty();
		assertThat(this.repository.findLive("alice", TIME, 10)).containsExactly(other);
	}

	@Test
	void endLeastRecentlyUsedWhenManyThenOneUpdate() {
		List<String> statements = new CopyOnWriteArrayList<>();
		SessionRepository counted = new JdbcSessionRepository(RecordedStatements.of(this.pool, statements::add));
		transaction().executeWithoutResult((status) -> IntStream.range(0, 1_000)
			.forEach((number) -> insert(TestSessions.session("alice", TIME.plusSeconds(number)))));
		Session begun = TestSessions.session("alice", TIME.plusSeconds(1_000));
		insert(begun);
		assertThat(counted.endLeastRecentlyUsed("alice", begun.id(), 100, TIME)).hasSize(901).doesNotHaveDuplicates();
		assertThat(this.repository.findLive("alice", TIME, 1_000)).hasSize(100);
		assertThat(statements).hasSize(3).filteredOn((sql) -> sql.startsWith("UPDATE")).hasSize(1);
		statements.clear();
		assertThat(counted.endLeastRecentlyUsed("alice", begun.id(), 100, TIME)).isEmpty();
		assertThat(statements).singleElement().asString().startsWith("SELECT").doesNotContain("FOR UPDATE");
		statements.clear();
		assertThat(counted.endAll("alice", null, TIME)).hasSize(100);
		assertThat(statements).hasSize(2).filteredOn((sql) -> sql.startsWith("UPDATE")).hasSize(1);
	}

	@Test
	void endLeastRecentlyUsedWhenManyThreadsThenEachSessionInOneAnswer() throws Exception {
		transaction().executeWithoutResult((status) -> IntStream.range(0, 200)
			.forEach((number) -> insert(TestSessions.session("alice", TIME.minusSeconds(number)))));
		List<List<String>> results = Race.run((number) -> {
			Session begun = TestSessions.session("alice", TIME);
			this.repository.insert(begun);
			return this.repository.endLeastRecentlyUsed("alice", begun.id(), 1, TIME);
		});
		assertThat(this.repository.findLive("alice", TIME, 1_000)).hasSize(1);
		assertThat(results.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(231);
	}

	@Test
	void findEndedThenPageByPage() {
		List<EndedSession> ended = IntStream.range(0, 10).mapToObj((number) -> {
			Session session = TestSessions.session("alice", TIME);
			insert(session);
			Instant time = TIME.plusSeconds(number / 4);
			this.repository.end(session.id(), "alice", time);
			return new EndedSession(session.id(), time, time);
		})
			.sorted((one, other) -> one.endedAt().equals(other.endedAt()) ? one.id().compareTo(other.id())
					: one.endedAt().compareTo(other.endedAt()))
			.toList();
		insert(TestSessions.session("alice", TIME));
		assertThat(this.repository.findEnded(Instant.EPOCH, "", 100)).isEqualTo(ended);
		assertThat(this.repository.findEnded(TIME.plusSeconds(2), "", 100)).isEqualTo(ended.subList(8, 10));
		List<EndedSession> pages = new ArrayList<>(this.repository.findEnded(TIME, "", 3));
		while (pages.size() < 10) {
			EndedSession last = pages.get(pages.size() - 1);
			pages.addAll(this.repository.findEnded(last.endedAt(), last.id(), 3));
		}
		assertThat(pages).isEqualTo(ended);
	}

	@Test
	void deleteExpiredThenNotMoreThanTheLimitAndNeverALiveOne() {
		Session live = TestSessions.session("alice", TIME.plusNanos(1_000));
		Session expired = TestSessions.session("alice", TIME);
		Session older = TestSessions.session("alice", TIME.minusSeconds(1));
		Session ended = TestSessions.session("alice", TIME);
		insert(live, expired, older, ended);
		this.repository.end(ended.id(), "alice", TIME);
		Instant before = expired.expiresAt();
		assertThat(this.repository.deleteExpired(before, 2)).isEqualTo(2);
		assertThat(this.repository.findById(ended.id())).isNull();
		assertThat(this.repository.findById(older.id())).isNull();
		assertThat(this.repository.deleteExpired(before, 2)).isEqualTo(1);
		assertThat(this.repository.deleteExpired(before, 2)).isZero();
		assertThat(this.repository.findById(live.id())).isEqualTo(live);
	}

	@Test
	void deleteExpiredWhenManyThreadsAndOthersLogInThenAllGoneAndNobodyFails() throws Exception {
		for (int i = 0; i < 2_000; i++) {
			this.repository.insert(TestSessions.session("alice", TIME.minus(Duration.ofDays(8))));
		}
		List<Session> live = Race.run((number) -> {
			if (number % 2 == 0) {
				for (int i = 0; i < 10; i++) {
					this.repository.deleteExpired(TIME, 200);
				}
				return null;
			}
			Session session = TestSessions.session("user-" + number, TIME);
			this.repository.insert(session);
			Session successor = successor(session, "new");
			assertThat(this.repository.rotate(successor, session.tokenHash())).isTrue();
			return successor;
		}).stream().filter((session) -> session != null).toList();
		while (this.repository.deleteExpired(TIME, 200) > 0) {
			// Each call deletes some of the rows that the others have left.
		}
		assertThat(count()).isEqualTo(live.size());
		assertThat(live).allSatisfy((session) -> assertThat(this.repository.findById(session.id())).isEqualTo(session));
	}

	@Test
	void writeWhenAutoCommitIsOffThenCommitted() {
		try (HikariDataSource manual = this.database.pool()) {
			manual.setAutoCommit(false);
			SessionRepository other = new JdbcSessionRepository(manual);
			Session session = TestSessions.session("alice", TIME);
			Session second = TestSessions.session("alice", TIME);
			assertThat(other.insert(session)).isTrue();
			assertThat(other.insert(second)).isTrue();
			assertThat(this.repository.findById(session.id())).isEqualTo(session);
			Session successor = successor(session, "new");
			assertThat(other.rotate(successor, session.tokenHash())).isTrue();
			assertThat(this.repository.findById(session.id())).isEqualTo(successor);
			assertThat(other.endUnlessCurrent(session.id(), "another", TIME)).isTrue();
			assertThat(this.repository.findById(session.id()).endedAt()).isEqualTo(TIME);
			Session third = TestSessions.session("alice", TIME.plusSeconds(1));
			assertThat(other.insert(third)).isTrue();
			assertThat(other.endLeastRecentlyUsed("alice", third.id(), 1, TIME)).containsExactly(second.id());
			assertThat(this.repository.findById(second.id()).endedAt()).isEqualTo(TIME);
			assertThat(other.endAll("alice", null, TIME)).containsExactly(third.id());
			assertThat(this.repository.findById(third.id()).endedAt()).isEqualTo(TIME);
			assertThat(other.deleteExpired(TIME, 10)).isEqualTo(3);
			assertThat(count()).isZero();
			assertThat(other.insert(second)).isTrue();
			assertThat(other.end(second.id(), "alice", TIME)).isTrue();
			assertThat(this.repository.findById(second.id()).endedAt()).isEqualTo(TIME);
		}
	}

	@Test
	void writeWhenCallerRollsBackThenNothingHasChanged() {
		Session session = TestSessions.session("alice", TIME);
		insert(session);
		transaction().executeWithoutResult((status) -> {
			Session begun = TestSessions.session("alice", TIME.plusSeconds(1));
			assertThat(this.repository.insert(begun)).isTrue();
			assertThat(this.repository.endLeastRecentlyUsed("alice", begun.id(), 1, TIME)).hasSize(1);
			assertThat(this.repository.endAll("alice", null, TIME)).hasSize(1);
			status.setRollbackOnly();
		});
		assertThat(this.repository.findById(session.id())).isEqualTo(session);
		assertThat(count()).isOne();
	}

	/**
	 * This zone does not have the time.
	 */
	@Test
	void findWhenTimeZonesDifferThenTimesAreEqual() {
		Session session = TestSessions.session("alice", TIME);
		TimeZone before = TimeZone.getDefault();
		try (HikariDataSource berlin = this.database.pool()) {
			TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
			new JdbcSessionRepository(berlin).insert(session);
		}
		finally {
			TimeZone.setDefault(before);
		}
		assertThat(this.repository.findById(session.id())).isEqualTo(session);
	}

	private void insert(Session... sessions) {
		Stream.of(sessions).forEach((session) -> assertThat(this.repository.insert(session)).isTrue());
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.pool));
	}

	private int count() {
		return this.jdbcClient.sql("SELECT COUNT(*) FROM jwt_security_session").query(Integer.class).single();
	}

	private static Session successor(Session session, String hash) {
		Instant now = TIME.plus(1, ChronoUnit.SECONDS);
		return new Session(session.id(), session.userId(),
				new Session.Times(session.createdAt(), now, now.plus(Duration.ofDays(7)), session.absoluteExpiresAt()),
				new Session.Origin("Chrome", null),
				new Session.RefreshState(hash, session.generation() + 1, now, "nonce"), null);
	}

	private static String newId() {
		return UUID.randomUUID().toString();
	}

}
