package io.github.jwtsecurity.session;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.event.UnusableAccounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SessionWatch} and its use by {@link RevocationView}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionWatchTests {

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = TestDatabase.h2().withTables().pool();

	private final SessionRepository repository = new JdbcSessionRepository(this.pool);

	private final AtomicBoolean down = new AtomicBoolean();

	private final AtomicInteger calls = new AtomicInteger();

	private final Set<String> unusableUsers = new CopyOnWriteArraySet<>();

	private final SessionRepository unreliable = TestSessions
		.intercepted(TestSessions.failing(this.repository, this.down), this.calls::incrementAndGet);

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void isRevokedWhenFirstRequestThenOneLookUp() {
		RevocationView view = view();
		String id = begin("alice");
		this.calls.set(0);
		assertThat(isRevoked(view, id)).isFalse();
		assertThat(this.calls).hasValue(1);
		this.down.set(true);
		assertThat(isRevoked(view, id)).isFalse();
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void isRevokedWhenNoSuchSessionThenTrueWithOneLookUp() {
		RevocationView view = view();
		String id = UUID.randomUUID().toString();
		this.calls.set(0);
		assertThat(isRevoked(view, id)).isTrue();
		assertThat(isRevoked(view, id)).isTrue();
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void isRevokedWhenEndedByAnotherInstanceBeforeTheFirstRequestThenTrue() {
		RevocationView view = view();
		String id = begin("alice");
		this.repository.end(id, "alice", this.clock.instant());
		assertThat(isRevoked(view, id)).isTrue();
	}

	@Test
	void isRevokedWhenSessionHasExpiredThenItsAccessTokensAreAcceptedUntilItIsDeleted() {
		RevocationView view = view();
		String id = begin("alice");
		this.clock.advance(Duration.ofDays(7));
		view.refresh();
		assertThat(isRevoked(view, id)).isFalse();
		view.refresh();
		assertThat(isRevoked(view, id)).isFalse();
	}

	@Test
	void isRevokedWhenRowIsDeletedThenAfterTheNextReading() {
		RevocationView view = view();
		String id = begin("alice");
		String other = begin("alice");
		assertThat(isRevoked(view, id)).isFalse();
		assertThat(isRevoked(view, other)).isFalse();
		delete(id);
		assertThat(isRevoked(view, id)).isFalse();
		view.refresh();
		assertThat(isRevoked(view, id)).isTrue();
		assertThat(isRevoked(view, other)).isFalse();
	}

	@Test
	void isRevokedWhenAccountIsUnusableThenAfterTheNextReadingUntilItIsUsable() {
		RevocationView view = view();
		String alice = begin("alice");
		String bob = begin("bob");
		assertThat(isRevoked(view, alice, "alice")).isFalse();
		assertThat(isRevoked(view, bob, "bob")).isFalse();
		this.unusableUsers.add("alice");
		assertThat(isRevoked(view, alice, "alice")).isFalse();
		view.refresh();
		assertThat(isRevoked(view, alice, "alice")).isTrue();
		assertThat(isRevoked(view, begin("alice"), "alice")).isTrue();
		assertThat(isRevoked(view, bob, "bob")).isFalse();
		this.unusableUsers.clear();
		view.refresh();
		assertThat(isRevoked(view, alice, "alice")).isFalse();
	}

	@Test
	void isRevokedWhenTokenHasNoSessionThenNoLookUp() {
		RevocationView view = view();
		this.calls.set(0);
		Jwt.Builder token = Jwt.withTokenValue("t").header("alg", "HS256").claim("user_id", "alice");
		assertThat(view.isRevoked(token.jti(UUID.randomUUID().toString()).build())).isFalse();
		assertThat(view.isRevoked(token.claim("sid", "not-a-uuid").build())).isFalse();
		assertThat(this.calls).hasValue(0);
	}

	/**
	 * A process that was suspended must not answer with its old state.
	 */
	@Test
	void isRevokedWhenViewIsTooOldThenReadsFirst() {
		RevocationView view = view();
		String id = begin("alice");
		assertThat(isRevoked(view, id)).isFalse();
		delete(id);
		this.clock.advance(Duration.ofHours(1));
		assertThat(isRevoked(view, id)).isTrue();
	}

	@Test
	void isRevokedWhenLookUpFailsThenAcceptedWithinTheGraceAndLookedUpLater(CapturedOutput output) {
		RevocationView view = view();
		String live = begin("alice");
		String deleted = UUID.randomUUID().toString();
		this.down.set(true);
		assertThat(isRevoked(view, live)).isFalse();
		this.calls.set(0);
		assertThat(isRevoked(view, deleted)).isFalse();
		assertThat(this.calls).hasValue(0);
		assertThat(output.getAll()).containsOnlyOnce("The sessions cannot be read");
		this.clock.advance(Duration.ofSeconds(65).plusNanos(1_000));
		assertThatIllegalStateException().isThrownBy(() -> isRevoked(view, live));
		this.down.set(false);
		view.refresh();
		assertThat(isRevoked(view, live)).isFalse();
		assertThat(isRevoked(view, deleted)).isTrue();
	}

	@Test
	void isRevokedWhenOpenAndLookUpFailsThenAcceptedAfterTheGrace() {
		RevocationView view = view("revocation-failure=open");
		this.down.set(true);
		String id = begin("alice");
		view.refresh();
		this.clock.advance(Duration.ofHours(1));
		assertThat(isRevoked(view, id)).isFalse();
	}

	@Test
	void isRevokedWhenKnownToBeDeletedAndUnreadableThenStillTrue() {
		RevocationView view = view();
		String id = begin("alice");
		assertThat(isRevoked(view, id)).isFalse();
		delete(id);
		view.refresh();
		this.down.set(true);
		for (int minute = 0; minute < 10; minute++) {
			this.clock.advance(Duration.ofMinutes(1));
			view.refresh();
		}
		assertThat(isRevoked(view, id)).isTrue();
	}

	/**
	 * Accounts may be in another database than sessions.
	 */
	@Test
	void refreshWhenAccountsCannotBeReadThenUnknownAfterTheGrace() {
		AtomicBoolean accountsDown = new AtomicBoolean();
		RevocationView view = view(new SessionWatch(this.repository, (userIds) -> {
			if (accountsDown.get()) {
				throw new IllegalStateException("The accounts are away");
			}
			return Set.of();
		}, TestSessions::userId, 10));
		String id = begin("alice");
		assertThat(isRevoked(view, id, "alice")).isFalse();
		accountsDown.set(true);
		this.clock.advance(Duration.ofSeconds(66));
		view.refresh();
		assertThatIllegalStateException().isThrownBy(() -> isRevoked(view, id, "alice"));
		accountsDown.set(false);
		view.refresh();
		assertThat(isRevoked(view, id, "alice")).isFalse();
	}

	@Test
	void storeThenFirstRequestNeedsNoLookUp() {
		TestSessions sessions = TestSessions.of(this.unreliable, this.clock);
		sessions.view().refresh();
		NewSession session = sessions.start("alice");
		this.down.set(true);
		assertThat(sessions.isRevoked(session.session().id())).isFalse();
	}

	/**
	 * A background read does not see the row of the open transaction.
	 */
	@Test
	void storeWhenInTransactionThenAcceptedInItAndWatchedAfterTheCommit() {
		TestSessions sessions = TestSessions.of(this.unreliable, this.clock);
		sessions.view().refresh();
		String id = transaction().execute((status) -> {
			String begun = sessions.start("alice").session().id();
			assertThat(sessions.isRevoked(begun)).isFalse();
			CompletableFuture.runAsync(sessions.view()::refresh).join();
			assertThat(sessions.isRevoked(begun)).isFalse();
			assertThat(CompletableFuture.supplyAsync(() -> sessions.isRevoked(begun)).join()).isTrue();
			return begun;
		});
		this.down.set(true);
		assertThat(CompletableFuture.supplyAsync(() -> sessions.isRevoked(id)).join()).isFalse();
	}

	@Test
	void storeWhenRolledBackThenRefused() {
		TestSessions sessions = TestSessions.of(this.unreliable, this.clock);
		sessions.view().refresh();
		String id = transaction().execute((status) -> {
			String begun = sessions.start("alice").session().id();
			assertThat(sessions.isRevoked(begun)).isFalse();
			status.setRollbackOnly();
			return begun;
		});
		assertThat(sessions.isRevoked(id)).isTrue();
	}

	@Test
	void endThenRefusedImmediately() {
		TestSessions sessions = TestSessions.of(this.repository, this.clock);
		sessions.view().refresh();
		String id = sessions.start("alice").session().id();
		assertThat(sessions.isRevoked(id)).isFalse();
		sessions.service().end(id, "alice", Reason.LOGOUT, TestSessions.CLIENT);
		assertThat(sessions.isRevoked(id)).isTrue();
	}

	@Test
	void refreshWhenMoreThanABatchThenAll() {
		SessionWatch watch = new SessionWatch(this.repository, UnusableAccounts.NONE, TestSessions::userId, 3_000);
		RevocationView view = view(watch);
		List<String> ids = transaction()
			.execute((status) -> IntStream.range(0, 2_001).mapToObj((number) -> begin("alice")).toList());
		assertThat(ids).noneMatch((id) -> isRevoked(view, id));
		assertThat(watch.size()).isEqualTo(2_001);
		JdbcClient.create(this.pool).sql("DELETE FROM jwt_security_session").update();
		this.calls.set(0);
		view.refresh();
		assertThat(ids).allMatch((id) -> isRevoked(view, id));
	}

	@Test
	void isRevokedWhenWatchIsFullThenFurtherSessionsAreLookedUpEachTime(CapturedOutput output) throws Exception {
		SessionWatch watch = new SessionWatch(this.unreliable, UnusableAccounts.NONE, TestSessions::userId, 10);
		RevocationView view = view(watch);
		List<String> ids = IntStream.range(0, 64).mapToObj((number) -> begin("alice")).toList();
		assertThat(Race.run(64, (number) -> isRevoked(view, ids.get(number)))).containsOnly(false);
		assertThat(watch.size()).isEqualTo(10);
		this.calls.set(0);
		assertThat(ids).noneMatch((id) -> isRevoked(view, id));
		assertThat(this.calls).hasValue(54);
		JdbcClient.create(this.pool).sql("DELETE FROM jwt_security_session").update();
		view.refresh();
		assertThat(ids).allMatch((id) -> isRevoked(view, id));
		assertThat(output.getAll()).containsOnlyOnce("More than 10 sessions are in use");
	}

	@Test
	void refreshWhenSessionIsNotUsedThenDroppedAndLookedUpAgain() {
		SessionWatch watch = watch(10);
		RevocationView view = view(watch);
		String idle = begin("alice");
		String active = begin("alice");
		assertThat(isRevoked(view, idle)).isFalse();
		for (int minute = 0; minute < 3; minute++) {
			assertThat(isRevoked(view, active)).isFalse();
			this.clock.advance(Duration.ofMinutes(1));
			view.refresh();
		}
		assertThat(watch.size()).isOne();
		delete(idle);
		assertThat(isRevoked(view, idle)).isTrue();
		assertThat(isRevoked(view, active)).isFalse();
	}

	/**
	 * Eight look-ups hang, and the others do not wait for long.
	 */
	@Test
	void isRevokedWhenLookUpsHangThenOthersAreAcceptedWithinTheGrace(CapturedOutput output) {
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch hung = new CountDownLatch(8);
		SessionWatch watch = new SessionWatch(TestSessions.intercepted(this.repository, () -> {
			hung.countDown();
			await(hanging);
		}), UnusableAccounts.NONE, TestSessions::userId, 10);
		RevocationView view = new RevocationView(this.repository, watch, TestSessions.properties(),
				TestSessions.LIFETIME, this.clock, new RevocationView.Limits(10, Duration.ofMillis(20)));
		view.refresh();
		List<CompletableFuture<Boolean>> blocked = IntStream.range(0, 8)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> isRevoked(view, UUID.randomUUID().toString()),
					(task) -> new Thread(task).start()))
			.toList();
		await(hung);
		String id = begin("alice");
		assertThat(isRevoked(view, id)).isFalse();
		assertThat(output.getAll()).containsOnlyOnce("reading them takes too long");
		hanging.countDown();
		assertThat(blocked).allMatch(CompletableFuture::join);
	}

	/**
	 * A repository of an application without the method keeps its behaviour.
	 */
	@Test
	void findUnusableWhenNotImplementedThenNone() {
		SessionRepository own = TestSessions.ofTheApplication(this.repository);
		TestSessions sessions = TestSessions.of(own, this.clock);
		sessions.view().refresh();
		String id = sessions.start("alice").session().id();
		delete(id);
		sessions.view().refresh();
		assertThat(sessions.isRevoked(id)).isFalse();
		assertThat(sessions.isRevoked(UUID.randomUUID().toString())).isFalse();
		String ended = sessions.start("alice").session().id();
		sessions.service().end(ended, "alice", Reason.LOGOUT, TestSessions.CLIENT);
		assertThat(sessions.isRevoked(ended)).isTrue();
	}

	private RevocationView view(String... properties) {
		RevocationView view = new RevocationView(this.unreliable, watch(100), TestSessions.properties(properties),
				TestSessions.LIFETIME, this.clock);
		view.refresh();
		return view;
	}

	private RevocationView view(SessionWatch watch) {
		RevocationView view = new RevocationView(this.repository, watch, TestSessions.properties(),
				TestSessions.LIFETIME, this.clock);
		view.refresh();
		return view;
	}

	private SessionWatch watch(int maxSize) {
		return new SessionWatch(this.unreliable, this::unusable, TestSessions::userId, maxSize);
	}

	private Set<String> unusable(Collection<String> userIds) {
		return Set.copyOf(userIds.stream().filter(this.unusableUsers::contains).toList());
	}

	/**
	 * Begins a session like another instance.
	 */
	private String begin(String userId) {
		Session session = TestSessions.session(userId, this.clock.instant());
		this.repository.insert(session);
		return session.id();
	}

	private void delete(String id) {
		JdbcClient.create(this.pool).sql("DELETE FROM jwt_security_session WHERE id = :id").param("id", id).update();
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.pool));
	}

	private static boolean isRevoked(RevocationView view, String sessionId) {
		return view.isRevoked(TestSessions.accessToken(sessionId));
	}

	private static boolean isRevoked(RevocationView view, String sessionId, String userId) {
		return view.isRevoked(Jwt.withTokenValue("token")
			.header("alg", "HS256")
			.claim("user_id", userId)
			.claim("sid", sessionId)
			.build());
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
