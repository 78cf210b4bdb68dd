package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.jwtsecurity.event.AfterCommit;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.Assert;

/**
 * A service that creates, refreshes and ends sessions. A refresh token can be exchanged
 * once. If a token is presented again after its exchange, the session is ended (RFC 9700,
 * section 4.14.2). The immediate predecessor of the current token is excepted for {@code
 * jwt-security.sessions.reuse-grace}, since the response may have been lost: the same
 * successor is then returned again, so that a session never has more than one current
 * refresh token.
 *
 * <p>
 * Each method throws {@link StoreException} if the {@link SessionRepository} fails.
 * {@link #refresh} must not be called in a transaction, since its decisions depend on
 * what is committed; the other methods may be.
 */
public final class SessionService {

	private static final Log logger = LogFactory.getLog(SessionService.class);

	/** The maximum number of sessions in a list for the user. */
	private static final int MAX_LISTED = 1_000;

	/**
	 * The number of attempts. After a lost race, the second attempt sees the outcome,
	 * unless the store returns outdated data.
	 */
	private static final int ATTEMPTS = 3;

	private final SessionRepository repository;

	private final RefreshTokenCodec refreshTokens;

	private final RevocationView revocationView;

	private final JwtSecurityEventPublisher events;

	private final SessionProperties properties;

	private final Clock clock;

	SessionService(SessionRepository repository, RefreshTokenCodec refreshTokens, RevocationView revocationView,
			JwtSecurityEventPublisher events, SessionProperties properties, Clock clock) {
		this.repository = repository;
		this.refreshTokens = refreshTokens;
		this.revocationView = revocationView;
		this.events = events;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Creates a session and its first refresh token without storing them, so that an
	 * access token can be issued with the id of the session and no session is left behind
	 * if that fails.
	 * @param userId the id of the user, at most 255 characters
	 * @param client the origin of the request
	 * @return the session, for {@link #store}
	 */
	public NewSession prepare(String userId, Client client) {
		Assert.hasText(userId, "userId must not be blank");
		Instant now = this.clock.instant();
		RefreshToken token = this.refreshTokens.first(UUID.randomUUID().toString());
		Session session = new Session(token.sessionId(), userId,
				new Session.Times(now, now, now.plus(this.properties.idleTimeout()),
						now.plus(this.properties.absoluteTimeout())),
				origin(client), new Session.RefreshState(token.hash(), token.generation(), null, null), null);
		return new NewSession(session, token.text(), client);
	}

	/**
	 * Stores a session, whose refresh token can be exchanged from now on. If the user has
	 * more live sessions than {@code jwt-security.sessions.maximum-per-user}, the least
	 * recently used sessions are ended.
	 * @param session the session that {@link #prepare} has created
	 */
	public void store(NewSession session) {
		storeFirst(session);
		Session begun = session.session();
		int maximum = this.properties.maximumPerUser();
		if (maximum > 0) {
			Instant now = this.clock.instant();
			List<String> replaced = use(
					() -> this.repository.endLeastRecentlyUsed(begun.userId(), begun.id(), maximum, now));
			noteEnded(replaced, begun.userId(), now, Reason.REPLACED, session.client());
		}
	}

	/**
	 * Stores the first session of a user, who has no other sessions that could be ended.
	 */
	void storeFirst(NewSession session) {
		Session begun = session.session();
		Assert.state(use(() -> this.repository.insert(begun)), "A session with this id exists");
		AfterCommit.run(() -> this.revocationView.begin(begun));
	}

	/**
	 * Exchanges a refresh token for its successor. The return value does not tell why a
	 * token is refused; the events and the debug log do.
	 * @param <T> the type of the further result
	 * @param presented the text that was presented as a refresh token
	 * @param client the origin of the request
	 * @param grant the function that creates the further result, such as an access token
	 * whose claim {@code sid} is the id of the session. It is called before anything is
	 * changed. If it returns {@code null}, the user was deleted or disabled and the
	 * session is ended; if it throws an exception, nothing is changed
	 * @return the session and the further result; {@code null} if the token is refused
	 */
	public <T> @Nullable RefreshedSession<T> refresh(String presented, Client client,
			Function<Session, @Nullable T> grant) {
		return exchange(presented, client, (id) -> {
			Session session = this.repository.findById(id);
			return (session != null) ? new Exchange<>(session, () -> Optional.ofNullable(grant.apply(session))) : null;
		});
	}

	/**
	 * Exchanges a refresh token, whose session is read with its account.
	 */
	<A, T> @Nullable RefreshedSession<T> refresh(String presented, Client client,
			Function<String, @Nullable AccountSession<A>> query, BiFunction<Session, A, T> grant) {
		return exchange(presented, client, (id) -> {
			AccountSession<A> found = query.apply(id);
			return (found != null) ? new Exchange<>(found.session(),
					() -> found.account().get().map((account) -> grant.apply(found.session(), account))) : null;
		});
	}

	private <T> @Nullable RefreshedSession<T> exchange(String presented, Client client,
			Function<String, @Nullable Exchange<T>> finder) {
		RefreshToken token = this.refreshTokens.parse(presented);
		if (token == null) {
			logger.debug("Refused a text that is not a refresh token of this service");
			return null;
		}
		T granted = null;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Exchange<T> found = findNotEnded(token, finder);
			if (found == null) {
				return null;
			}
			Session session = found.session();
			boolean live = session.isLive(this.clock.instant());
			boolean current = session.tokenHash().equals(token.hash());
			if (current && !live) {
				logger.debug("Refused the refresh token of session " + session.id() + ", which has expired");
				return null;
			}
			RefreshToken repeated = (live && !current) ? repeatedSuccessor(session, token) : null;
			if (!current && repeated == null) {
				endReused(session, token, client);
				return null;
			}
			granted = (granted != null) ? granted : found.grant().get().orElse(null);
			if (granted == null) {
				end(session.id(), session.userId(), Reason.DISABLED, client);
				return null;
			}
			if (repeated != null) {
				logger.debug("Repeated the successor of a refresh token of session " + session.id());
				return new RefreshedSession<>(session, repeated.text(), granted);
			}
			RefreshedSession<T> rotated = rotate(session, token, client, granted);
			if (rotated != null) {
				return rotated;
			}
		}
		logger.debug("Refused a refresh token of a session that concurrent requests keep changing");
		return null;
	}

	/**
	 * Returns the session of a token unless it was ended. An expired session is also
	 * returned, since its access tokens may still be valid and reuse must end them.
	 */
	private <T> @Nullable Exchange<T> findNotEnded(RefreshToken token, Function<String, @Nullable Exchange<T>> finder) {
		Exchange<T> found = use(() -> finder.apply(token.sessionId()));
		if (found != null && found.session().endedAt() == null) {
			return found;
		}
		logger.debug("Refused a refresh token of session " + token.sessionId() + ", which is unknown or was ended");
		return null;
	}

	/**
	 * Returns the current token if it is to be sent once more: the presented token is its
	 * immediate predecessor, and the exchange is so recent that the response may have
	 * been lost.
	 */
	private @Nullable RefreshToken repeatedSuccessor(Session session, RefreshToken token) {
		Instant rotatedAt = session.rotatedAt();
		String nonce = session.successorNonce();
		if (rotatedAt == null || nonce == null || token.generation() != session.generation() - 1
				|| !this.clock.instant().isBefore(rotatedAt.plus(this.properties.reuseGrace()))) {
			return null;
		}
		return this.refreshTokens.successor(token, nonce, session.tokenHash());
	}

	private <T> @Nullable RefreshedSession<T> rotate(Session session, RefreshToken token, Client client, T granted) {
		Instant now = this.clock.instant();
		String nonce = this.refreshTokens.nonce();
		RefreshToken successor = this.refreshTokens.successor(token, nonce);
		Session rotated = new Session(session.id(), session.userId(),
				new Session.Times(session.createdAt(), now, now.plus(this.properties.idleTimeout()),
						session.absoluteExpiresAt()),
				origin(client), new Session.RefreshState(successor.hash(), successor.generation(), now, nonce), null);
		if (!use(() -> this.repository.rotate(rotated, token.hash()))) {
			return null;
		}
		this.events.publishAfterCommit(new SessionRefreshed(now, session.userId(), session.id(), client));
		return new RefreshedSession<>(rotated, successor.text(), granted);
	}

	private void endReused(Session session, RefreshToken token, Client client) {
		Instant now = this.clock.instant();
		if (use(() -> this.repository.endUnlessCurrent(session.id(), token.hash(), now))) {
			this.events.publishAfterCommit(new RefreshTokenReused(now, session.userId(), session.id(), client));
			noteEnded(List.of(session.id()), session.userId(), now, Reason.REUSED, client);
		}
		logger.debug("Refused a refresh token of session " + session.id() + " that was exchanged before");
	}

	/**
	 * Ends a session of a user, even one that has expired, since its access tokens may
	 * still be valid. The refresh token is invalid immediately. The access tokens are
	 * invalid immediately on this instance, and on others within {@code
	 * jwt-security.sessions.revocation-delay}.
	 * @param sessionId the id of the session, as it was sent
	 * @param userId the verified user id
	 * @param reason the reason
	 * @param client the origin of the request
	 * @return {@code false} if there is no such session, it belongs to another user, or
	 * it was ended before
	 */
	public boolean end(String sessionId, String userId, Reason reason, Client client) {
		Instant now = this.clock.instant();
		boolean ended = isId(sessionId) && use(() -> this.repository.end(sessionId, userId, now));
		if (ended) {
			noteEnded(List.of(sessionId), userId, now, reason, client);
		}
		else {
			learn(sessionId);
		}
		return ended;
	}

	/**
	 * Adds a session to the ended sessions of this instance if another instance has just
	 * ended it.
	 */
	private void learn(String sessionId) {
		Session session = isId(sessionId) ? use(() -> this.repository.findById(sessionId)) : null;
		if (session != null && session.endedAt() != null) {
			this.revocationView.add(new EndedSession(session.id(), session.endedAt(), session.expiresAt()));
		}
	}

	/**
	 * Returns the id of the session of a refresh token, without checking whether the
	 * session is live.
	 * @param presented the text that was presented as a refresh token
	 * @return the id of the session; {@code null} if the text is not a refresh token of
	 * this service
	 */
	public @Nullable String sessionIdOf(String presented) {
		RefreshToken token = this.refreshTokens.parse(presented);
		return (token != null) ? token.sessionId() : null;
	}

	/**
	 * Ends the session of a refresh token, which need not be the current one.
	 * @param presented the text that was presented as a refresh token
	 * @param reason the reason
	 * @param client the origin of the request
	 * @return the session before its end; {@code null} if the text is not a refresh
	 * token, or no session was ended
	 */
	public @Nullable Session endByRefreshToken(String presented, Reason reason, Client client) {
		RefreshToken token = this.refreshTokens.parse(presented);
		Session session = (token != null) ? use(() -> this.repository.findById(token.sessionId())) : null;
		return (session != null && end(session.id(), session.userId(), reason, client)) ? session : null;
	}

	/**
	 * Ends all sessions of a user, like {@link #end}.
	 * @param userId the verified user id
	 * @param exceptSessionId the id of the session to keep, {@code null} for none
	 * @param reason the reason
	 * @param client the origin of the request
	 * @return the number of sessions that were ended
	 */
	public int endAll(String userId, @Nullable String exceptSessionId, Reason reason, Client client) {
		Instant now = this.clock.instant();
		List<String> ended = end(userId, exceptSessionId, now);
		noteEnded(ended, userId, now, reason, client);
		return ended.size();
	}

	/**
	 * Returns whether the sessions are in the library's table.
	 * @return {@code false} with a repository of the application
	 */
	boolean usesDataSource() {
		return AopUtils.getTargetClass(this.repository) == JdbcSessionRepository.class;
	}

	/**
	 * Ends all sessions of a user, without the events.
	 * @param userId the verified user id
	 * @param exceptSessionId the id of the session to keep, {@code null} for none
	 * @param reason the reason
	 * @param client the origin of the request
	 * @return an action that publishes the events
	 */
	Runnable endSessions(String userId, @Nullable String exceptSessionId, Reason reason, Client client) {
		Instant now = this.clock.instant();
		List<String> ended = end(userId, exceptSessionId, now);
		return () -> noteEnded(ended, userId, now, reason, client);
	}

	private List<String> end(String userId, @Nullable String exceptSessionId, Instant now) {
		return use(() -> this.repository.endAll(userId, exceptSessionId, now));
	}

	/**
	 * Revokes a single access token that belongs to no session because the application
	 * has issued it itself. It is refused in the same way as the access tokens of an
	 * ended session.
	 * @param jti the token's claim {@code jti}, a UUID in the tokens of this service
	 * @param userId the verified user id
	 * @param expiresAt the expiry of the token
	 * @param client the origin of the request
	 * @return {@code false} if the token was revoked before, or its {@code jti} is not a
	 * UUID: then the token is from another issuer and cannot be revoked here
	 */
	public boolean revokeToken(String jti, String userId, Instant expiresAt, Client client) {
		if (!isId(jti)) {
			return false;
		}
		Instant now = this.clock.instant();
		Session note = new Session(jti, userId, new Session.Times(now, now, expiresAt, expiresAt), origin(client),
				new Session.RefreshState("", 0, null, null), now);
		boolean revoked = use(() -> this.repository.insert(note));
		if (revoked) {
			AfterCommit.run(() -> this.revocationView.add(new EndedSession(jti, now, expiresAt)));
		}
		return revoked;
	}

	/**
	 * Finds a session of a user that was not ended and has not expired.
	 * @param sessionId the id of the session
	 * @param userId the verified user id
	 * @return the session; {@code null} if there is none, or it belongs to another user
	 */
	public @Nullable Session find(String sessionId, String userId) {
		Session session = isId(sessionId) ? use(() -> this.repository.findById(sessionId)) : null;
		return (session != null && isLiveOf(userId, session)) ? session : null;
	}

	/**
	 * Finds a session of a user that was not ended and has not expired, with its account.
	 */
	<A> @Nullable AccountSession<A> find(String sessionId, String userId,
			Function<String, @Nullable AccountSession<A>> query) {
		AccountSession<A> found = isId(sessionId) ? use(() -> query.apply(sessionId)) : null;
		return (found != null && isLiveOf(userId, found.session())) ? found : null;
	}

	private boolean isLiveOf(String userId, Session session) {
		return session.userId().equals(userId) && session.isLive(this.clock.instant());
	}

	/**
	 * Finds the sessions of a user that were not ended and have not expired.
	 * @param userId the verified user id
	 * @return the sessions, most recently used first; at most a thousand
	 */
	public List<Session> sessionsOf(String userId) {
		return use(() -> this.repository.findLive(userId, this.clock.instant(), MAX_LISTED));
	}

	/**
	 * Adds sessions to the ended sessions of this instance, and publishes one event for
	 * all of them, so that a user with thousands of sessions does not flood the
	 * listeners.
	 */
	private void noteEnded(List<String> sessionIds, String userId, Instant now, Reason reason, Client client) {
		if (sessionIds.isEmpty()) {
			return;
		}
		AfterCommit.run(() -> sessionIds.forEach((id) -> this.revocationView.add(new EndedSession(id, now, now))));
		this.events.publishAfterCommit(
				(sessionIds.size() == 1) ? new SessionEnded(now, userId, sessionIds.get(0), reason, client)
						: new SessionsEnded(now, userId, sessionIds, reason, client));
	}

	/**
	 * Returns whether a text can be the id of a session. Other texts are not passed to
	 * the database, since some databases fail at texts such as those with a NUL
	 * character.
	 */
	private static boolean isId(String text) {
		return RevocationView.toKey(text) != null;
	}

	private static Session.Origin origin(Client client) {
		return new Session.Origin(client.userAgent(), client.address());
	}

	private static <T extends @Nullable Object> T use(Supplier<T> access) {
		return StoreException.guard("sessions", access);
	}

	/**
	 * A session whose refresh token is exchanged.
	 *
	 * @param session the session before the exchange
	 * @param grant the supplier of the further result, empty if the session must be ended
	 */
	private record Exchange<T>(Session session, Supplier<Optional<T>> grant) {

	}

}
