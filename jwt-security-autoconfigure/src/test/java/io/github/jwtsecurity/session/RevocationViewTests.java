package io.github.jwtsecurity.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RevocationView}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RevocationViewTests {

	/** A time that is longer than any test. */
	private static final Duration FOREVER = Duration.ofHours(1);

	private static final Duration STALE = Duration.ofSeconds(65);

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = TestDatabase.h2().withTables().pool();

	private final SessionRepository repository = new JdbcSessionRepository(this.pool);

	private final AtomicBoolean down = new AtomicBoolean();

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicReference<CountDownLatch> hanging = new AtomicReference<>(new CountDownLatch(0));

	private final SessionRepository unreliable = TestSessions
		.intercepted(TestSessions.failing(this.repository, this.down), () -> {
			this.calls.incrementAndGet();
			await(this.hanging.get());
		});

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.pool.close();
	}

	@Test
	void isRevokedWhenEndedByAnotherInstanceThenAfterTheNextReading() {
		RevocationView view = view();
		view.refresh();
		String id = end("alice");
		assertThat(isRevoked(view, id)).isFalse();
		view.refresh();
		assertThat(isRevoked(view, id)).isTrue();
	}

	/**
	 * Uses a real server, and two instances of each component.
	 */
	@Test
	void isRevokedWhenTwoInstancesOnOneDatabaseThenEachSeesTheOther() {
		try (HikariDataSource first = TestDatabase.postgresql().withTables().pool();
				HikariDataSource second = new HikariDataSource(first)) {
			TestSessions one = TestSessions.of(new JdbcSessionRepository(first), this.clock);
			TestSessions other = TestSessions.of(new JdbcSessionRepository(second), this.clock);
			NewSession session = one.start("alice");
			NewSession stolen = other.start("alice");
			String next = other.refresh(session.refreshToken()).refreshToken();
			assertThat(one.refresh(next)).isNotNull();
			one.view().refresh();
			other.view().refresh();
			assertThat(other.isRevoked(session.session().id())).isFalse();
			one.service().end(session.session().id(), "alice", Reason.LOGOUT, TestSessions.CLIENT);
			one.refresh(stolen.refreshToken());
			this.clock.advance(Duration.ofSeconds(11));
			one.refresh(stolen.refreshToken());
			assertThat(one.isRevoked(session.session().id())).isTrue();
			assertThat(one.isRevoked(stolen.session().id())).isTrue();
			assertThat(other.isRevoked(session.session().id())).isFalse();
			other.view().refresh();
			assertThat(other.isRevoked(session.session().id())).isTrue();
			assertThat(other.isRevoked(stolen.session().id())).isTrue();
			assertThat(other.refresh(next)).isNull();
		}
	}

	@Test
	void isRevokedWhenEndedBeforeTheStartThenKnown() {
		String id = end("alice");
		this.clock.advance(TestSessions.RETENTION.minusSeconds(1));
		RevocationView view = view();
		view.refresh();
		assertThat(isRevoked(view, id)).isTrue();
		assertThat(view.size()).isOne();
	}

	@Test
	void refreshWhenTokensHaveExpiredThenForgotten() {
		RevocationView view = view();
		end("alice");
		view.refresh();
		assertThat(view.size()).isOne();
		this.clock.advance(TestSessions.RETENTION.plusSeconds(2));
		view.refresh();
		assertThat(view.size()).isZero();
		RevocationView later = view();
		later.refresh();
		assertThat(later.size()).isZero();
	}

	/**
	 * The cause may be a clock that is behind, or a long transaction.
	 */
	@Test
	void refreshWhenEndedInThePastThenStillSeen() {
		RevocationView view = view();
		view.refresh();
		Session session = TestSessions.session("alice", this.clock.instant());
		this.repository.insert(session);
		this.repository.end(session.id(), "alice", this.clock.instant().minusSeconds(59));
		view.refresh();
		assertThat(isRevoked(view, session.id())).isTrue();
	}

	/**
	 * The time of the end is that of the call, but other instances see the end after the
	 * commit.
	 */
	@Test
	void refreshWhenCommittedMinutesLaterThenSeenWithinAMinute() {
		RevocationView view = view();
		view.refresh();
		Session session = TestSessions.session("alice", this.clock.instant());
		this.repository.insert(session);
		this.clock.advance(Duration.ofMinutes(50));
		view.refresh();
		this.repository.end(session.id(), "alice", this.clock.instant().minus(Duration.ofMinutes(49)));
		this.clock.advance(Duration.ofMinutes(1));
		view.refresh();
		assertThat(isRevoked(view, session.id())).isTrue();
	}

	@Test
	void isRevokedWhenTokenLivesLongerThanConfiguredThenTrue() {
		RevocationView view = view();
		view.refresh();
		Instant now = this.clock.instant();
		Jwt.Builder token = Jwt.withTokenValue("t").header("alg", "HS256").issuedAt(now);
		Instant longest = now.plus(TestSessions.LIFETIME.lifetime());
		String sid = UUID.randomUUID().toString();
		assertThat(view.isRevoked(token.claim("sid", sid).expiresAt(longest).build())).isFalse();
		assertThat(view.isRevoked(token.claim("sid", sid).expiresAt(longest.plusSeconds(1)).build())).isTrue();
		assertThat(view.isRevoked(
				token.claims((claims) -> claims.remove("sid")).jti(sid).expiresAt(longest.plusSeconds(1)).build()))
			.isFalse();
	}

	@Test
	void refreshWhenMoreThanAPageThenAll() {
		List<String> ids = new TransactionTemplate(new JdbcTransactionManager(this.pool))
			.execute((status) -> IntStream.range(0, 5_001).mapToObj((number) -> end("alice")).toList());
		RevocationView view = view();
		view.refresh();
		assertThat(view.size()).isEqualTo(5_001);
		assertThat(ids).allMatch((id) -> isRevoked(view, id));
	}

	@Test
	void isRevokedWhenReadThenNoRoundTrip() {
		RevocationView view = view();
		view.refresh();
		String id = end("alice");
		view.add(new EndedSession(id, this.clock.instant(), this.clock.instant()));
		this.down.set(true);
		assertThat(isRevoked(view, id)).isTrue();
		assertThat(isRevoked(view, UUID.randomUUID().toString())).isFalse();
	}

	@Test
	void isRevokedWhenTokenHasNoIdOfOursThenFalse() {
		RevocationView view = view();
		this.down.set(true);
		view.refresh();
		assertThat(view.isRevoked(Jwt.withTokenValue("t").header("alg", "HS256").claim("sub", "alice").build()))
			.isFalse();
		assertThat(isRevoked(view, "not-a-uuid")).isFalse();
		assertThat(view.isRevoked(Jwt.withTokenValue("t").header("alg", "HS256").claim("sid", 7).build())).isFalse();
	}

	@Test
	void isRevokedWhenSidAndJtiThenTheSidCounts() {
		RevocationView view = view();
		String ended = end("alice");
		view.refresh();
		Jwt.Builder token = Jwt.withTokenValue("t").header("alg", "HS256");
		String other = UUID.randomUUID().toString();
		assertThat(view.isRevoked(token.claim("sid", ended).jti(other).build())).isTrue();
		assertThat(view.isRevoked(token.claim("sid", other).jti(ended).build())).isFalse();
	}

	@Test
	void isRevokedWhenClosedAndUnreadableThenUnknownAfterTheGrace(CapturedOutput output) {
		RevocationView view = view();
		String ended = end("alice");
		String living = UUID.randomUUID().toString();
		view.refresh();
		this.down.set(true);
		for (int i = 0; i < 3; i++) {
			view.refresh();
		}
		assertThat(output.getAll()).containsOnlyOnce("The sessions cannot be read");
		this.clock.advance(STALE);
		view.refresh();
		assertThat(isRevoked(view, living)).isFalse();
		assertThat(health(view).getStatus()).isEqualTo(Status.UP);
		this.clock.advance(Duration.ofNanos(1_000));
		for (int i = 0; i < 3; i++) {
			assertThatIllegalStateException().isThrownBy(() -> isRevoked(view, living))
				.withMessageContaining("could not be read since");
		}
		assertThat(isRevoked(view, ended)).isTrue();
		assertThat(output.getAll()).containsOnlyOnce("are answered with 503");
		assertThat(health(view).getStatus()).isEqualTo(Status.DOWN);
		assertThat(health(view).getDetails()).containsEntry("age", "65s").containsEntry("ended", 1);
		String meanwhile = end("alice");
		this.down.set(false);
		view.refresh();
		assertThat(output.getAll()).containsOnlyOnce("The sessions can be read again");
		assertThat(isRevoked(view, living)).isFalse();
		assertThat(isRevoked(view, meanwhile)).isTrue();
		assertThat(health(view).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void isRevokedWhenOpenAndUnreadableThenAcceptedAfterTheGrace(CapturedOutput output) {
		RevocationView view = view("revocation-failure=open", "revocation-grace=0s");
		String ended = end("alice");
		view.refresh();
		this.down.set(true);
		this.clock.advance(STALE);
		view.refresh();
		assertThat(isRevoked(view, UUID.randomUUID().toString())).isFalse();
		assertThat(isRevoked(view, ended)).isTrue();
		assertThat(output.getAll()).containsOnlyOnce("accepted without being checked");
		assertThat(health(view).getStatus()).isEqualTo(Status.UNKNOWN);
	}

	@Test
	void isRevokedWhenNeverReadThenUnknown() {
		RevocationView view = view();
		this.down.set(true);
		view.refresh();
		assertThatIllegalStateException().isThrownBy(() -> isRevoked(view, UUID.randomUUID().toString()));
		assertThat(health(view).getDetails()).containsEntry("age", "never read");
		assertThat(isRevoked(view("revocation-failure=open"), UUID.randomUUID().toString())).isFalse();
	}

	/**
	 * The situation after SIGSTOP: the database is available, but the sessions were not
	 * read.
	 */
	@Test
	void isRevokedWhenNobodyHasReadThenOneRequestReadsForAll(CapturedOutput output) throws Exception {
		RevocationView view = view();
		view.refresh();
		String ended = end("alice");
		this.clock.advance(Duration.ofHours(1));
		this.calls.set(0);
		List<Boolean> revoked = Race.run(64,
				(number) -> isRevoked(view, (number % 2 == 0) ? ended : UUID.randomUUID().toString()));
		for (int number = 0; number < revoked.size(); number++) {
			assertThat(revoked.get(number)).isEqualTo(number % 2 == 0);
		}
		assertThat(this.calls).hasValue(1);
		assertThat(output.getAll()).doesNotContain("could not be read");
	}

	@Test
	void isRevokedWhenOpenAndNobodyHasReadThenReads() {
		RevocationView view = view("revocation-failure=open");
		view.refresh();
		String ended = end("alice");
		this.clock.advance(STALE.plusNanos(1_000));
		assertThat(isRevoked(view, ended)).isTrue();
	}

	@Test
	void healthWhenNobodyHasReadThenReads() {
		RevocationView view = view();
		assertThat(health(view).getStatus()).isEqualTo(Status.UP);
		this.clock.advance(Duration.ofHours(1));
		assertThat(health(view).getStatus()).isEqualTo(Status.UP);
		assertThat(health(view).getDetails()).containsEntry("age", "0s");
	}

	@Test
	void isRevokedWhenNobodyHasReadAndDatabaseIsDownThenOneTryForAll(CapturedOutput output) {
		RevocationView view = outdatedView(FOREVER);
		this.down.set(true);
		CountDownLatch hanging = hang();
		List<Future<Boolean>> answers = ask(view, 150);
		awaitDone(answers, 50);
		hanging.countDown();
		awaitDone(answers, answers.size());
		assertThat(answers).extracting(Future::get).containsOnly(false);
		assertThat(this.calls).hasValue(1);
		assertThat(output.getAll()).containsOnlyOnce("The sessions cannot be read")
			.containsOnlyOnce("are answered with 503");
		this.down.set(false);
		assertThat(isKnown(view)).isFalse();
		view.refresh();
		assertThat(isKnown(view)).isTrue();
	}

	/**
	 * Only the request that reads is blocked.
	 */
	@Test
	void isRevokedWhenReadingHangsThenNobodyElseIsHeld(CapturedOutput output) throws Exception {
		RevocationView view = outdatedView(Duration.ofMillis(20));
		CountDownLatch hanging = hang();
		List<Future<Boolean>> answers = ask(view, 50);
		awaitDone(answers, 49);
		assertThat(answers.stream().filter(Future::isDone)).extracting(Future::get).containsOnly(false);
		assertThat(this.calls).hasValue(1);
		assertThat(output.getAll()).containsOnlyOnce("reading them takes too long");
		hanging.countDown();
		awaitDone(answers, answers.size());
		assertThat(answers).extracting(Future::get).containsOnlyOnce(true);
		assertThat(output.getAll()).containsOnlyOnce("The sessions can be read again");
		assertThat(isKnown(view)).isTrue();
	}

	@Test
	void isRevokedWhenReadingHangsThenAHundredRequestsWait() throws Exception {
		RevocationView view = outdatedView(FOREVER);
		CountDownLatch hanging = hang();
		Future<?> background = refreshInBackground(view);
		List<Future<Boolean>> answers = ask(view, 150);
		awaitDone(answers, 50);
		assertThat(answers.stream().filter(Future::isDone)).extracting(Future::get).containsOnly(false);
		hanging.countDown();
		background.get();
		awaitDone(answers, answers.size());
		assertThat(answers).extracting(Future::get).filteredOn(Boolean::booleanValue).hasSize(100);
		assertThat(this.calls).hasValue(1);
		this.clock.advance(Duration.ofHours(1));
		assertThat(isKnown(view)).isTrue();
	}

	@Test
	void isRevokedWhenReadingHasFailedThenNobodyWaitsForTheNext() throws Exception {
		RevocationView view = outdatedView(FOREVER);
		this.down.set(true);
		view.refresh();
		this.down.set(false);
		CountDownLatch hanging = hang();
		Future<?> background = refreshInBackground(view);
		assertThat(isKnown(view)).isFalse();
		hanging.countDown();
		background.get();
		assertThat(isKnown(view)).isTrue();
	}

	@Test
	void isRevokedWhenInterruptedThenUnknownAndStillInterrupted() throws Exception {
		RevocationView view = view(FOREVER);
		CountDownLatch hanging = hang();
		Future<?> background = refreshInBackground(view);
		Thread.currentThread().interrupt();
		assertThat(isKnown(view)).isFalse();
		assertThat(Thread.interrupted()).isTrue();
		hanging.countDown();
		background.get();
		assertThat(isKnown(view)).isTrue();
	}

	/**
	 * Twenty sessions are ended, one a minute, and ten fit into memory. For each, there
	 * is a token that was issued in the second of its end, and a token of a live session.
	 */
	@Test
	void isRevokedWhenTooManyWereEndedThenOnlyTheOldestTokensNeedTheRepository(CapturedOutput output) {
		RevocationView view = smallView();
		List<Jwt> ended = new ArrayList<>();
		List<Jwt> living = new ArrayList<>();
		for (int minute = 0; minute < 20; minute++) {
			ended.add(accessToken(end("alice")));
			living.add(accessToken(UUID.randomUUID().toString()));
			view.refresh();
			this.clock.advance(Duration.ofMinutes(1));
		}
		assertThat(view.isComplete()).isFalse();
		assertThat(view.size()).isEqualTo(10);
		assertThat(ended).allMatch(view::isRevoked);
		assertThat(living).noneMatch(view::isRevoked);
		assertThat(health(view).getStatus()).isEqualTo(Status.UP);
		assertThat(health(view).getDetails()).containsEntry("complete", false);
		assertThat(output.getAll()).containsOnlyOnce("Not all ended sessions")
			.contains("expire before 2026-11-22T12:01:31Z");
		this.down.set(true);
		assertThat(ended.subList(10, 20)).allMatch(view::isRevoked);
		assertThat(living.subList(11, 20)).noneMatch(view::isRevoked);
		assertThat(Stream.concat(ended.subList(0, 10).stream(), living.subList(0, 11).stream()))
			.allSatisfy((token) -> assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> view.isRevoked(token)));
	}

	@Test
	void isRevokedWhenDroppedAndOpenAndUnreadableThenAccepted() {
		RevocationView view = smallView("revocation-failure=open");
		Jwt token = accessToken(end("alice"));
		this.clock.advance(Duration.ofSeconds(1));
		IntStream.range(0, 10).forEach((number) -> end("alice"));
		view.refresh();
		assertThat(view.isRevoked(token)).isTrue();
		this.down.set(true);
		assertThat(view.isRevoked(token)).isFalse();
	}

	/**
	 * The view of the recent sessions must not be older than that of all sessions.
	 */
	@Test
	void isRevokedWhenIncompleteAndUnreadableThenUnknownAfterTheGrace() {
		RevocationView view = smallView();
		IntStream.range(0, 15).forEach((number) -> end("alice"));
		view.refresh();
		this.clock.advance(Duration.ofMinutes(10));
		Jwt token = accessToken(UUID.randomUUID().toString());
		view.refresh();
		assertThat(view.isComplete()).isFalse();
		this.down.set(true);
		view.refresh();
		assertThat(view.isRevoked(token)).isFalse();
		this.clock.advance(STALE.plusNanos(1_000));
		assertThatIllegalStateException().isThrownBy(() -> view.isRevoked(token));
		assertThat(health(view).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isRevokedWhenIncompleteThenKnowsWhatOthersEndAndSoonAll(CapturedOutput output) {
		RevocationView view = smallView();
		IntStream.range(0, 15).forEach((number) -> end("alice"));
		view.refresh();
		this.clock.advance(Duration.ofMinutes(10));
		String byOther = end("alice");
		view.refresh();
		String byThis = end("alice");
		view.add(new EndedSession(byThis, this.clock.instant(), this.clock.instant()));
		this.down.set(true);
		assertThat(view.isRevoked(accessToken(byOther))).isTrue();
		assertThat(view.isRevoked(accessToken(byThis))).isTrue();
		this.down.set(false);
		this.clock.advance(TestSessions.RETENTION.minus(Duration.ofMinutes(9)));
		view.refresh();
		assertThat(view.isComplete()).isTrue();
		assertThat(view.size()).isEqualTo(2);
		assertThat(output.getAll()).containsOnlyOnce("in memory again");
		this.down.set(true);
		assertThat(view.isRevoked(accessToken(UUID.randomUUID().toString()))).isFalse();
	}

	/**
	 * The token was issued by an instance whose clock is ahead, just before another
	 * instance ends the session.
	 */
	@Test
	void isRevokedWhenTokenIsFromTheFutureAndItsSessionIsDroppedThenStillRevoked() {
		RevocationView view = smallView();
		String id = end("alice");
		Instant issuedAt = this.clock.instant().plus(RevocationView.OVERLAP);
		IntStream.range(0, 10).forEach((number) -> end("alice"));
		view.refresh();
		assertThat(view.size()).isZero();
		assertThat(view.isRevoked(accessToken(id, issuedAt))).isTrue();
	}

	@Test
	void isRevokedWhenIncompleteAndTokenBelongsToNoSessionThenNoRoundTrip() {
		RevocationView view = smallView();
		IntStream.range(0, 15).forEach((number) -> end("alice"));
		view.refresh();
		this.down.set(true);
		Jwt token = Jwt.withTokenValue("t")
			.header("alg", "HS256")
			.jti(UUID.randomUUID().toString())
			.issuedAt(this.clock.instant())
			.expiresAt(this.clock.instant().plusSeconds(60))
			.build();
		assertThat(view.isRevoked(token)).isFalse();
	}

	@Test
	void isRevokedWhenSingleTokenIsDroppedThenStillRevoked() {
		RevocationView view = smallView();
		Instant expiresAt = this.clock.instant().plus(Duration.ofDays(90));
		List<String> ids = IntStream.range(0, 11).mapToObj((number) -> UUID.randomUUID().toString()).toList();
		ids.forEach((id) -> this.repository.insert(new Session(id, "alice",
				new Session.Times(this.clock.instant(), this.clock.instant(), expiresAt, expiresAt),
				new Session.Origin(null, null), new Session.RefreshState("", 0, null, null), this.clock.instant())));
		view.refresh();
		assertThat(view.size()).isZero();
		Jwt.Builder token = Jwt.withTokenValue("t")
			.header("alg", "HS256")
			.issuedAt(this.clock.instant())
			.expiresAt(expiresAt);
		assertThat(ids).allMatch((id) -> view.isRevoked(token.jti(id).build()));
		assertThat(view.isRevoked(token.jti(UUID.randomUUID().toString()).build())).isFalse();
	}

	@Test
	void maintenanceThenReadsInTheBackgroundAndCanBeStartedAgain() {
		SessionProperties properties = TestSessions.properties("revocation-delay=100ms");
		RevocationView view = new RevocationView(this.repository, TestSessions.unawareWatch(), properties,
				TestSessions.LIFETIME, this.clock);
		SessionMaintenance maintenance = new SessionMaintenance(view,
				new SessionCleaner(this.repository, TestSessions.RETENTION, this.clock), properties);
		String before = end("alice");
		for (int start = 0; start < 2; start++) {
			maintenance.start();
			assertThat(isRevoked(view, before)).isTrue();
			String id = end("alice");
			Awaitility.await().until(() -> isRevoked(view, id));
			assertThat(maintenance.isRunning()).isTrue();
			maintenance.stop();
			assertThat(maintenance.isRunning()).isFalse();
		}
	}

	private RevocationView view(String... properties) {
		return new RevocationView(this.unreliable, TestSessions.unawareWatch(), TestSessions.properties(properties),
				TestSessions.LIFETIME, this.clock);
	}

	private RevocationView smallView(String... properties) {
		return new RevocationView(this.unreliable, TestSessions.unawareWatch(), TestSessions.properties(properties),
				TestSessions.LIFETIME, this.clock, new RevocationView.Limits(10, FOREVER));
	}

	private RevocationView view(Duration longestWait) {
		return new RevocationView(this.unreliable, TestSessions.unawareWatch(), TestSessions.properties(),
				TestSessions.LIFETIME, this.clock, new RevocationView.Limits(1_000, longestWait));
	}

	private RevocationView outdatedView(Duration longestWait) {
		RevocationView view = view(longestWait);
		view.refresh();
		this.clock.advance(Duration.ofHours(1));
		return view;
	}

	private Future<?> refreshInBackground(RevocationView view) {
		Future<?> refresh = this.executor.submit(view::refresh);
		Awaitility.await().until(() -> this.calls.get() == 1);
		return refresh;
	}

	/**
	 * Blocks all further calls of the repository until the latch is open.
	 */
	private CountDownLatch hang() {
		this.calls.set(0);
		this.hanging.set(new CountDownLatch(1));
		return this.hanging.get();
	}

	private List<Future<Boolean>> ask(RevocationView view, int number) {
		return Stream.generate(() -> this.executor.submit(() -> isKnown(view))).limit(number).toList();
	}

	private static void awaitDone(List<Future<Boolean>> answers, int number) {
		Awaitility.await().until(() -> answers.stream().filter(Future::isDone).count() == number);
	}

	/**
	 * Returns whether a live session is known to be live.
	 */
	private static boolean isKnown(RevocationView view) {
		try {
			return !isRevoked(view, UUID.randomUUID().toString());
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ends a session like another instance.
	 */
	private String end(String userId) {
		Instant now = this.clock.instant();
		Session session = TestSessions.session(userId, now);
		this.repository.insert(session);
		assertThat(this.repository.end(session.id(), userId, now)).isTrue();
		return session.id();
	}

	private static boolean isRevoked(RevocationView view, String sessionId) {
		return view.isRevoked(TestSessions.accessToken(sessionId));
	}

	private Jwt accessToken(String sessionId) {
		return accessToken(sessionId, this.clock.instant());
	}

	private static Jwt accessToken(String sessionId, Instant issuedAt) {
		Instant time = issuedAt.truncatedTo(ChronoUnit.SECONDS);
		return Jwt.withTokenValue("token")
			.header("alg", "HS256")
			.claim("sid", sessionId)
			.issuedAt(time)
			.expiresAt(time.plus(TestSessions.LIFETIME.lifetime()))
			.build();
	}

	private static Health health(RevocationView view) {
		return new SessionHealthIndicator(view).health();
	}

}
