package io.github.jwtsecurity.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.jdbc.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SessionServiceTests {

	private static final Client THIEF = new Client("203.0.113.9", "curl");

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = TestDatabase.h2().withTables().pool();

	private final SessionRepository repository = new JdbcSessionRepository(this.pool);

	private final AtomicBoolean down = new AtomicBoolean();

	private final TestSessions sessions = TestSessions.of(TestSessions.failing(this.repository, this.down), this.clock);

	private final SessionService service = this.sessions.service();

	@BeforeEach
	void readView() {
		this.sessions.view().refresh();
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void prepareThenNothingIsStoredUntilStore() {
		NewSession prepared = this.service.prepare("alice", TestSessions.CLIENT);
		assertThat(this.repository.findById(prepared.session().id())).isNull();
		assertThat(this.sessions.refresh(prepared.refreshToken())).isNull();
		this.service.store(prepared);
		Session stored = this.repository.findById(prepared.session().id());
		assertThat(stored).isEqualTo(prepared.session());
		assertThat(stored.expiresAt()).isEqualTo(this.clock.instant().plus(Duration.ofDays(7)));
		assertThat(stored.absoluteExpiresAt()).isEqualTo(this.clock.instant().plus(Duration.ofDays(30)));
		assertThat(stored.userAgent()).isEqualTo("Firefox");
		assertThat(stored.address()).isEqualTo("192.0.2.1");
		assertThat(stored.tokenHash()).isEqualTo(RefreshTokenCodec.hash(prepared.refreshToken()));
		assertThat(stored.toString() + prepared).contains(stored.id())
			.doesNotContain(prepared.refreshToken(), stored.tokenHash(), "Firefox");
		assertThat(this.sessions.events()).isEmpty();
	}

	@Test
	void storeWhenBeyondTheMaximumThenTheLeastRecentlyUsedIsEnded() {
		TestSessions limited = TestSessions.of(this.repository, this.clock, "maximum-per-user=2");
		limited.view().refresh();
		NewSession first = limited.start("alice");
		this.clock.advance(Duration.ofSeconds(1));
		NewSession second = limited.start("alice");
		NewSession other = limited.start("bob");
		this.clock.advance(Duration.ofSeconds(1));
		String next = limited.refresh(first.refreshToken()).refreshToken();
		limited.events().clear();
		this.clock.advance(Duration.ofSeconds(1));
		NewSession third = limited.service().prepare("alice", THIEF);
		assertThat(limited.events()).isEmpty();
		limited.service().store(third);
		assertThat(limited.events()).containsExactly(
				new SessionEnded(this.clock.instant(), "alice", second.session().id(), Reason.REPLACED, THIEF));
		assertThat(limited.isRevoked(second.session().id())).isTrue();
		assertThat(limited.refresh(second.refreshToken())).isNull();
		assertThat(limited.refresh(next)).isNotNull();
		assertThat(limited.refresh(third.refreshToken())).isNotNull();
		assertThat(limited.refresh(other.refreshToken())).isNotNull();
	}

	@Test
	void storeWhenMaximumIsZeroThenNoneIsEnded() {
		TestSessions unlimited = TestSessions.of(this.repository, this.clock, "maximum-per-user=0");
		List<NewSession> started = IntStream.range(0, 150).mapToObj((i) -> unlimited.start("alice")).toList();
		assertThat(unlimited.events()).isEmpty();
		assertThat(started).allMatch((session) -> unlimited.refresh(session.refreshToken()) != null);
	}

	@Test
	void storeWhenMaximumIsLoweredThenOneEventForAll() {
		TestSessions unlimited = TestSessions.of(this.repository, this.clock, "maximum-per-user=0");
		IntStream.range(0, 1_000).forEach((i) -> {
			this.clock.advance(Duration.ofMillis(1));
			unlimited.start("alice");
		});
		this.clock.advance(Duration.ofSeconds(1));
		this.sessions.start("alice");
		assertThat(this.service.sessionsOf("alice")).hasSize(100);
		assertThat(this.sessions.events()).singleElement().isInstanceOfSatisfying(SessionsEnded.class, (event) -> {
			assertThat(event.reason()).isEqualTo(Reason.REPLACED);
			assertThat(event.sessionIds()).hasSize(901).allMatch(this.sessions::isRevoked);
		});
	}

	@Test
	void storeWhenCallerRollsBackThenNoneIsEnded() {
		TestSessions limited = TestSessions.of(this.repository, this.clock, "maximum-per-user=1");
		limited.view().refresh();
		NewSession session = limited.start("alice");
		this.clock.advance(Duration.ofSeconds(1));
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult((status) -> {
			limited.start("alice");
			status.setRollbackOnly();
		});
		assertThat(limited.events()).isEmpty();
		assertThat(limited.isRevoked(session.session().id())).isFalse();
		assertThat(limited.refresh(session.refreshToken())).isNotNull();
	}

	@Test
	void refreshThenNextTokenAndWhatTheUserGets() {
		NewSession session = this.sessions.start("alice");
		this.clock.advance(Duration.ofHours(1));
		RefreshedSession<String> refreshed = this.service.refresh(session.refreshToken(), THIEF,
				(found) -> "for " + found.userId());
		assertThat(refreshed.granted()).isEqualTo("for alice");
		assertThat(refreshed.refreshToken()).isNotEqualTo(session.refreshToken());
		assertThat(refreshed.toString()).doesNotContain(refreshed.refreshToken(), "for alice");
		Session stored = this.repository.findById(session.session().id());
		assertThat(stored).isEqualTo(refreshed.session());
		assertThat(stored.generation()).isOne();
		assertThat(stored.lastUsedAt()).isEqualTo(this.clock.instant());
		assertThat(stored.createdAt()).isEqualTo(session.session().createdAt());
		assertThat(stored.expiresAt()).isEqualTo(this.clock.instant().plus(Duration.ofDays(7)));
		assertThat(stored.userAgent()).isEqualTo("curl");
		assertThat(this.sessions.events())
			.containsExactly(new SessionRefreshed(this.clock.instant(), "alice", stored.id(), THIEF));
	}

	@Test
	void refreshWhenUsedAllTheTimeThenTheAbsoluteLimitNeverMoves() {
		NewSession session = this.sessions.start("alice");
		Instant limit = session.session().absoluteExpiresAt();
		String token = session.refreshToken();
		for (int day = 1; day < 30; day++) {
			this.clock.advance(Duration.ofDays(1));
			RefreshedSession<String> refreshed = this.sessions.refresh(token);
			assertThat(refreshed.session().absoluteExpiresAt()).isEqualTo(limit);
			assertThat(refreshed.session().expiresAt()).isBeforeOrEqualTo(limit);
			token = refreshed.refreshToken();
		}
		assertThat(this.repository.findById(session.session().id()).expiresAt()).isEqualTo(limit);
		this.clock.advance(Duration.ofDays(1));
		assertThat(this.sessions.refresh(token)).isNull();
		assertThat(this.sessions.events()).doesNotHaveAnyElementsOfTypes(SessionEnded.class);
	}

	@Test
	void refreshWhenIdleForTooLongThenRefusedWithoutAnEvent() {
		NewSession session = this.sessions.start("alice");
		this.clock.advance(Duration.ofDays(7));
		assertThat(this.sessions.refresh(session.refreshToken())).isNull();
		assertThat(this.sessions.events()).isEmpty();
	}

	/**
	 * The access tokens of the session may still be valid.
	 */
	@Test
	void refreshWhenReusedAfterTheSessionWasIdleForTooLongThenEnded() {
		NewSession session = this.sessions.start("alice");
		this.sessions.refresh(session.refreshToken());
		this.clock.advance(Duration.ofDays(8));
		this.sessions.events().clear();
		assertThat(this.sessions.refresh(session.refreshToken())).isNull();
		assertThat(this.sessions.events()).extracting(Object::getClass)
			.containsExactly(RefreshTokenReused.class, SessionEnded.class);
		assertThat(this.sessions.isRevoked(session.session().id())).isTrue();
	}

	@Test
	void endWhenAnotherInstanceWasFasterThenFalseAndKnown() {
		NewSession session = this.sessions.start("alice");
		String id = session.session().id();
		TestSessions other = TestSessions.of(this.repository, this.clock);
		assertThat(other.service().end(id, "alice", Reason.LOGOUT, TestSessions.CLIENT)).isTrue();
		TestSessions third = TestSessions.of(new JdbcSessionRepository(this.pool), this.clock);
		assertThat(third.service().end(id, "alice", Reason.LOGOUT, TestSessions.CLIENT)).isFalse();
		assertThat(third.isRevoked(id)).isTrue();
		assertThat(third.events()).isEmpty();
	}

	@Test
	void refreshWhenOldestOfFourIsReplayedThenAllAreDead() {
		NewSession session = this.sessions.start("alice");
		String id = session.session().id();
		List<String> tokens = new ArrayList<>(List.of(session.refreshToken()));
		for (int i = 0; i < 3; i++) {
			tokens.add(this.sessions.refresh(tokens.get(i)).refreshToken());
		}
		this.sessions.events().clear();
		assertThat(this.sessions.isRevoked(id)).isFalse();
		assertThat(this.service.refresh(tokens.get(0), THIEF, (found) -> "granted")).isNull();
		assertThat(this.sessions.events()).containsExactly(
				new RefreshTokenReused(this.clock.instant(), "alice", id, THIEF),
				new SessionEnded(this.clock.instant(), "alice", id, Reason.REUSED, THIEF));
		assertThat(tokens).allSatisfy((token) -> assertThat(this.sessions.refresh(token)).isNull());
		assertThat(this.sessions.isRevoked(id)).isTrue();
		assertThat(this.sessions.events()).hasSize(2);
	}

	@Test
	void refreshWhenAnswerWasLostThenSameSuccessorWithinTheGrace() {
		NewSession session = this.sessions.start("alice");
		RefreshedSession<String> lost = this.sessions.refresh(session.refreshToken());
		Session stored = this.repository.findById(session.session().id());
		this.clock.advance(Duration.ofSeconds(10).minusNanos(1_000));
		RefreshedSession<String> again = this.sessions.refresh(session.refreshToken());
		assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
		assertThat(again.granted()).isNotNull();
		assertThat(this.repository.findById(session.session().id())).isEqualTo(stored);
		assertThat(this.sessions.refresh(again.refreshToken())).isNotNull();
		assertThat(this.sessions.events()).hasOnlyElementsOfType(SessionRefreshed.class).hasSize(2);
	}

	@Test
	void refreshWhenPredecessorAfterTheGraceThenEnded() {
		NewSession session = this.sessions.start("alice");
		RefreshedSession<String> owner = this.sessions.refresh(session.refreshToken());
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(this.sessions.refresh(session.refreshToken())).isNull();
		assertThat(this.sessions.refresh(owner.refreshToken())).isNull();
		assertThat(this.sessions.events()).hasAtLeastOneElementOfType(RefreshTokenReused.class);
	}

	@Test
	void refreshWhenGrandparentWithinTheGraceThenEnded() {
		NewSession session = this.sessions.start("alice");
		RefreshedSession<String> second = this.sessions.refresh(session.refreshToken());
		RefreshedSession<String> third = this.sessions.refresh(second.refreshToken());
		assertThat(this.sessions.refresh(session.refreshToken())).isNull();
		assertThat(this.sessions.refresh(third.refreshToken())).isNull();
	}

	@Test
	void refreshWhenSecretWasReplacedWithinTheGraceThenSameSuccessor() {
		NewSession session = this.sessions.start("alice");
		RefreshedSession<String> lost = this.sessions.refresh(session.refreshToken());
		TestSessions later = TestSessions.of(this.repository, this.clock,
				List.of("other-" + TestTokens.SECRET, TestTokens.SECRET));
		assertThat(later.refresh(session.refreshToken()).refreshToken()).isEqualTo(lost.refreshToken());
		assertThat(later.refresh(lost.refreshToken())).isNotNull();
	}

	/**
	 * The text has the id of a session and the right generation, but was not created by
	 * this service.
	 */
	@Test
	void refreshWhenJunkThenNothingChanges() {
		NewSession session = this.sessions.start("alice");
		this.sessions.refresh(session.refreshToken());
		Session stored = this.repository.findById(session.session().id());
		byte[] token = Base64.getUrlDecoder().decode(session.refreshToken());
		for (int generation = 0; generation < 3; generation++) {
			byte[] junk = token.clone();
			junk[19] = (byte) generation;
			junk[30] ^= 1;
			assertThat(this.sessions.refresh(TestTokens.encode(junk))).isNull();
			assertThat(this.service.endByRefreshToken(TestTokens.encode(junk), Reason.LOGOUT, THIEF)).isNull();
		}
		assertThat(this.sessions.refresh("")).isNull();
		assertThat(this.sessions.refresh(TestTokens.validFor("alice"))).isNull();
		assertThat(this.repository.findById(session.session().id())).isEqualTo(stored);
		assertThat(this.sessions.events()).hasSize(1);
	}

	@Test
	void refreshWhenUserIsGoneThenEnded() {
		NewSession session = this.sessions.start("alice");
		assertThat(this.service.<String>refresh(session.refreshToken(), TestSessions.CLIENT, (found) -> null)).isNull();
		assertThat(this.sessions.events()).containsExactly(new SessionEnded(this.clock.instant(), "alice",
				session.session().id(), Reason.DISABLED, TestSessions.CLIENT));
		assertThat(this.sessions.isRevoked(session.session().id())).isTrue();
		assertThat(this.sessions.refresh(session.refreshToken())).isNull();
	}

	@Test
	void refreshWhenGrantFailsThenNothingHasChanged() {
		NewSession session = this.sessions.start("alice");
		assertThatIllegalStateException()
			.isThrownBy(() -> this.service.refresh(session.refreshToken(), TestSessions.CLIENT, (found) -> {
				throw new IllegalStateException("of the caller");
			}))
			.withMessage("of the caller");
		assertThat(this.repository.findById(session.session().id())).isEqualTo(session.session());
		assertThat(this.sessions.refresh(session.refreshToken())).isNotNull();
	}

	@Test
	void refreshWhenRepositoryFailsThenSaysSoAndNothingIsLost() {
		NewSession session = this.sessions.start("alice");
		this.down.set(true);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.sessions.refresh(session.refreshToken()))
			.withMessage("The sessions cannot be used: DataAccessResourceFailureException");
		this.down.set(false);
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.service.refresh(session.refreshToken(), TestSessions.CLIENT, (found) -> {
				this.down.set(true);
				return "granted";
			}));
		this.down.set(false);
		assertThat(this.sessions.refresh(session.refreshToken())).isNotNull();
	}

	@Test
	void endThenDeadAtOnceAndOnlyForItsUser() {
		NewSession session = this.sessions.start("alice");
		String id = session.session().id();
		assertThat(this.service.end(id, "bob", Reason.REVOKED, THIEF)).isFalse();
		assertThat(this.sessions.isRevoked(id)).isFalse();
		assertThat(this.sessions.events()).isEmpty();
		assertThat(this.service.end(id, "alice", Reason.LOGOUT, TestSessions.CLIENT)).isTrue();
		assertThat(this.service.end(id, "alice", Reason.LOGOUT, TestSessions.CLIENT)).isFalse();
		assertThat(this.sessions.isRevoked(id)).isTrue();
		assertThat(this.sessions.refresh(session.refreshToken())).isNull();
		assertThat(this.sessions.events())
			.containsExactly(new SessionEnded(this.clock.instant(), "alice", id, Reason.LOGOUT, TestSessions.CLIENT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\0", "x", "' OR '1'='1", "00000000-0000-4000-8000-00000000000\0" })
	void endWhenTextIsNoIdThenFalse(String id) {
		assertThat(this.service.end(id, "alice", Reason.REVOKED, TestSessions.CLIENT)).isFalse();
		assertThat(this.service.revokeToken(id, "alice", this.clock.instant(), TestSessions.CLIENT)).isFalse();
	}

	/**
	 * The refresh token has expired, but the last access token may still be valid.
	 */
	@Test
	void endWhenExpiredThenItsAccessTokensAreRevoked() {
		NewSession session = this.sessions.start("alice");
		this.clock.advance(Duration.ofDays(7).plusHours(1));
		this.sessions.view().refresh();
		assertThat(this.service.sessionsOf("alice")).isEmpty();
		assertThat(this.service.endAll("alice", null, Reason.PASSWORD_CHANGED, TestSessions.CLIENT)).isOne();
		assertThat(this.sessions.isRevoked(session.session().id())).isTrue();
	}

	@Test
	void endByRefreshTokenThenEndedAlsoByAnOldOne() {
		NewSession session = this.sessions.start("alice");
		this.sessions.refresh(session.refreshToken());
		assertThat(this.service.endByRefreshToken(session.refreshToken(), Reason.LOGOUT, TestSessions.CLIENT))
			.extracting(Session::userId)
			.isEqualTo("alice");
		assertThat(this.service.endByRefreshToken(session.refreshToken(), Reason.LOGOUT, TestSessions.CLIENT)).isNull();
		assertThat(this.sessions.isRevoked(session.session().id())).isTrue();
		assertThat(this.service.endByRefreshToken("junk", Reason.LOGOUT, TestSessions.CLIENT)).isNull();
	}

	@Test
	void endAllThenAllButTheOne() {
		NewSession kept = this.sessions.start("alice");
		NewSession first = this.sessions.start("alice");
		NewSession second = this.sessions.start("alice");
		NewSession other = this.sessions.start("bob");
		assertThat(this.service.endAll("alice", kept.session().id(), Reason.PASSWORD_CHANGED, TestSessions.CLIENT))
			.isEqualTo(2);
		assertThat(this.service.sessionsOf("alice")).containsExactly(kept.session());
		assertThat(this.service.sessionsOf("bob")).containsExactly(other.session());
		assertThat(this.sessions.events()).containsExactly(new SessionsEnded(this.clock.instant(), "alice",
				Stream.of(first, second).map((session) -> session.session().id()).sorted().toList(),
				Reason.PASSWORD_CHANGED, TestSessions.CLIENT));
		assertThat(this.sessions.isRevoked(first.session().id())).isTrue();
		assertThat(this.sessions.isRevoked(kept.session().id())).isFalse();
	}

	@Test
	void endAllWhenOneThenTheEventOfOne() {
		NewSession session = this.sessions.start("alice");
		assertThat(this.service.endAll("alice", null, Reason.REVOKED, TestSessions.CLIENT)).isOne();
		assertThat(this.service.endAll("alice", null, Reason.REVOKED, TestSessions.CLIENT)).isZero();
		assertThat(this.sessions.events()).containsExactly(new SessionEnded(this.clock.instant(), "alice",
				session.session().id(), Reason.REVOKED, TestSessions.CLIENT));
	}

	@Test
	void endAllWhenThousandsThenOneEventAndAllAreRevoked() {
		TestSessions unlimited = TestSessions.of(this.repository, this.clock, "maximum-per-user=0");
		List<NewSession> started = IntStream.range(0, 3_000).mapToObj((i) -> unlimited.start("alice")).toList();
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult(
				(status) -> this.service.endSessions("alice", null, Reason.DISABLED, TestSessions.CLIENT).run());
		assertThat(this.sessions.events()).singleElement()
			.isInstanceOfSatisfying(SessionsEnded.class, (event) -> assertThat(event.sessionIds()).hasSize(3_000))
			.asString()
			.contains("sessions=3000")
			.hasSizeLessThan(200);
		assertThat(started).allMatch((session) -> this.sessions.isRevoked(session.session().id()));
	}

	@Test
	void endWhenCallerRollsBackThenNothingHasHappened() {
		NewSession session = this.sessions.start("alice");
		new TransactionTemplate(new JdbcTransactionManager(this.pool)).executeWithoutResult((status) -> {
			assertThat(this.service.endAll("alice", null, Reason.PASSWORD_CHANGED, TestSessions.CLIENT)).isOne();
			status.setRollbackOnly();
		});
		assertThat(this.sessions.events()).isEmpty();
		assertThat(this.sessions.isRevoked(session.session().id())).isFalse();
		assertThat(this.sessions.refresh(session.refreshToken())).isNotNull();
	}

	@Test
	void revokeTokenThenRefusedByItsJtiUntilItExpires() {
		String jti = UUID.randomUUID().toString();
		Instant expiresAt = this.clock.instant().plus(Duration.ofDays(90));
		assertThat(this.service.revokeToken(jti, "alice", expiresAt, TestSessions.CLIENT)).isTrue();
		assertThat(this.service.revokeToken(jti, "alice", expiresAt, TestSessions.CLIENT)).isFalse();
		Jwt token = Jwt.withTokenValue("token").header("alg", "HS256").jti(jti).build();
		assertThat(this.sessions.view().isRevoked(token)).isTrue();
		assertThat(this.service.sessionsOf("alice")).isEmpty();
		this.clock.advance(Duration.ofDays(89));
		new SessionCleaner(this.repository, TestSessions.RETENTION, this.clock).clean();
		TestSessions other = TestSessions.of(this.repository, this.clock);
		other.view().refresh();
		assertThat(other.view().isRevoked(token)).isTrue();
	}

	@Test
	void sessionsOfThenLastUsedFirst() {
		NewSession first = this.sessions.start("alice");
		this.clock.advance(Duration.ofSeconds(1));
		NewSession second = this.sessions.start("alice");
		assertThat(this.service.sessionsOf("alice")).containsExactly(second.session(), first.session());
		this.clock.advance(Duration.ofSeconds(1));
		Session used = this.sessions.refresh(first.refreshToken()).session();
		assertThat(this.service.sessionsOf("alice")).containsExactly(used, second.session());
	}

	@Test
	void eventsThenNoneHasAToken() {
		NewSession session = this.sessions.start("alice");
		String next = this.sessions.refresh(session.refreshToken()).refreshToken();
		this.clock.advance(Duration.ofMinutes(1));
		this.sessions.refresh(session.refreshToken());
		assertThat(this.sessions.events()).hasSize(3)
			.extracting(JwtSecurityEvent::toString)
			.allSatisfy((text) -> assertThat(text).doesNotContain(session.refreshToken(), next,
					RefreshTokenCodec.hash(session.refreshToken()), RefreshTokenCodec.hash(next)));
	}

}
