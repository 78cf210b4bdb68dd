package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.Assert;

/**
 * Begins, prolongs and ends sessions. A refresh token is exchanged once: whoever presents
 * one that was exchanged before ends the session (RFC 9700, section 4.14.2), except for
 * the last one within {@code jwt-security.sessions.reuse-grace}, whose answer may have
 * been lost. Then the same successor is given again, so that a session never has more
 * than one living refresh token.
 *
 * <p>
 * Each method throws {@link StoreException} if the {@link SessionRepository} fails. What
 * {@link #refresh} does is decided by what is committed, so it must not be called in a
 * transaction; the others may be.
 */
public final class SessionService implements SessionEnder {

	private static final Log logger = LogFactory.getLog(SessionService.class);

	/** How many sessions a user is shown. */
	private static final int MAX_LISTED = 1_000;

	/**
	 * Whoever loses a race once sees the winner the next time, unless the store shows
	 * what is no longer so.
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
	 * Makes a session and its first refresh token, and stores neither. So an access token
	 * can be made with the id of the session, and whatever fails leaves nothing behind.
	 * @param userId whose session it is, at most 255 characters
	 * @param client where the request came from
	 * @return the session, for {@link #store}
	 */
	public NewSession prepare(String userId, Client client) {
		Assert.hasText(userId, "userId must not be blank");
		Instant now = this.clock.instant();
		RefreshToken token = this.refreshTokens.first(UUID.randomUUID().toString());
		Session session = new Session(token.sessionId(), userId, now, now, now.plus(this.properties.idleTimeout()),
				now.plus(this.properties.absoluteTimeout()), client.userAgent(), client.address(), token.hash(),
				token.generation(), null, null, null);
		return new NewSession(session, token.text(), client);
	}

	/**
	 * Stores a session; its refresh token can be exchanged from now on. If the user has
	 * more live sessions than {@code jwt-security.sessions.maximum-per-user}, those that
	 * were used least recently are ended.
	 * @param session what {@link #prepare} has made
	 */
	public void store(NewSession session) {
		Session begun = session.session();
		Assert.state(use(() -> this.repository.insert(begun)), "There is a session with this id");
		int maximum = this.properties.maximumPerUser();
		if (maximum > 0) {
			Instant now = this.clock.instant();
			List<String> replaced = use(
					() -> this.repository.endLeastRecentlyUsed(begun.userId(), begun.id(), maximum, now));
			noteEnded(replaced, begun.userId(), now, Reason.REPLACED, session.client());
		}
	}

	/**
	 * Exchanges a refresh token for the next one. Who presented it is told no more than
	 * that it is refused; the events and the log at debug level tell why.
	 * @param <T> what else the user gets
	 * @param presented the refresh token, or whatever somebody has sent as one
	 * @param client where the request came from
	 * @param grant makes what else the user gets, an access token with the id of the
	 * session in its claim {@code sid}, before anything is changed. If it returns
	 * {@code null}, the user is gone or disabled and the session is ended; if it throws,
	 * nothing has changed
	 * @return the session and what the user gets; {@code null} if the token is refused
	 */
	public <T> @Nullable RefreshedSession<T> refresh(String presented, Client client,
			Function<Session, @Nullable T> grant) {
		RefreshToken token = this.refreshTokens.parse(presented);
		if (token == null) {
			logger.debug("Refused what is no refresh token of this service");
			return null;
		}
		T granted = null;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Session session = findNotEnded(token);
			if (session == null) {
				return null;
			}
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
			granted = (granted != null) ? granted : grant.apply(session);
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
		logger.debug("Refused a refresh token of a session that others change all the time");
		return null;
	}

	/**
	 * One that has expired may have access tokens that have not: reuse ends it too.
	 */
	private @Nullable Session findNotEnded(RefreshToken token) {
		Session session = use(() -> this.repository.findById(token.sessionId()));
		if (session != null && session.endedAt() == null) {
			return session;
		}
		logger.debug("Refused a refresh token of session " + token.sessionId() + ", which is unknown or was ended");
		return null;
	}

	/**
	 * The answer to the immediate predecessor of the living token, which may have been
	 * lost, as long as that can be believed.
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
		Session rotated = new Session(session.id(), session.userId(), session.createdAt(), now,
				now.plus(this.properties.idleTimeout()), session.absoluteExpiresAt(), client.userAgent(),
				client.address(), successor.hash(), successor.generation(), now, nonce, null);
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
	 * Ends a session of a user. Its refresh token is dead at once, and its access tokens
	 * are for this instance; for the others within
	 * {@code jwt-security.sessions.revocation-delay}. It may have expired: its access
	 * tokens may not.
	 * @param sessionId the id of the session, as somebody has sent it
	 * @param userId the verified user id
	 * @param reason why
	 * @param client where the request came from
	 * @return {@code false} if there is no such session, it is somebody else's, or it was
	 * ended before
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
	 * Another instance may have ended it an instant ago.
	 */
	private void learn(String sessionId) {
		Session session = isId(sessionId) ? use(() -> this.repository.findById(sessionId)) : null;
		if (session != null && session.endedAt() != null) {
			this.revocationView.add(new EndedSession(session.id(), session.endedAt(), session.expiresAt()));
		}
	}

	/**
	 * Tells the session of a refresh token, without looking whether it lives.
	 * @param presented the refresh token, or whatever somebody has sent as one
	 * @return the id of the session; {@code null} if it is no refresh token of this
	 * service
	 */
	public @Nullable String sessionIdOf(String presented) {
		RefreshToken token = this.refreshTokens.parse(presented);
		return (token != null) ? token.sessionId() : null;
	}

	/**
	 * Ends the session of a refresh token, which need not be the living one.
	 * @param presented the refresh token, or whatever somebody has sent as one
	 * @param reason why
	 * @param client where the request came from
	 * @return the session as it was; {@code null} if it is no refresh token, or there was
	 * nothing to end
	 */
	public @Nullable Session endByRefreshToken(String presented, Reason reason, Client client) {
		RefreshToken token = this.refreshTokens.parse(presented);
		Session session = (token != null) ? use(() -> this.repository.findById(token.sessionId())) : null;
		return (session != null && end(session.id(), session.userId(), reason, client)) ? session : null;
	}

	/**
	 * Ends all sessions of a user, like {@link #end}.
	 * @param userId the verified user id
	 * @param exceptSessionId the session that goes on, {@code null} for none
	 * @param reason why
	 * @param client where the request came from
	 * @return how many were ended
	 */
	public int endAll(String userId, @Nullable String exceptSessionId, Reason reason, Client client) {
		Instant now = this.clock.instant();
		List<String> ended = end(userId, exceptSessionId, now);
		noteEnded(ended, userId, now, reason, client);
		return ended.size();
	}

	@Override
	public boolean usesDataSource() {
		return AopUtils.getTargetClass(this.repository) == JdbcSessionRepository.class;
	}

	@Override
	public Runnable endSessions(String userId, @Nullable String exceptSessionId, Reason reason, Client client) {
		Instant now = this.clock.instant();
		List<String> ended = end(userId, exceptSessionId, now);
		return () -> noteEnded(ended, userId, now, reason, client);
	}

	private List<String> end(String userId, @Nullable String exceptSessionId, Instant now) {
		return use(() -> this.repository.endAll(userId, exceptSessionId, now));
	}

	/**
	 * Revokes a single access token that belongs to no session, because the application
	 * has issued it itself. It is refused like those of a session that was ended.
	 * @param jti the token's claim {@code jti}, a UUID as this service makes them
	 * @param userId the verified user id
	 * @param expiresAt when the token expires
	 * @param client where the request came from
	 * @return {@code false} if it was revoked before, or its {@code jti} is not a UUID:
	 * then it is a token of somebody else, which cannot be revoked here
	 */
	public boolean revokeToken(String jti, String userId, Instant expiresAt, Client client) {
		if (!isId(jti)) {
			return false;
		}
		Instant now = this.clock.instant();
		Session note = new Session(jti, userId, now, now, expiresAt, expiresAt, client.userAgent(), client.address(),
				"", 0, null, null, now);
		boolean revoked = use(() -> this.repository.insert(note));
		if (revoked) {
			AfterCommit.run(() -> this.revocationView.add(new EndedSession(jti, now, expiresAt)));
		}
		return revoked;
	}

	/**
	 * Finds a session of a user, if it neither was ended nor has expired.
	 * @param sessionId the id of the session
	 * @param userId the verified user id
	 * @return the session; {@code null} if there is none, or it is somebody else's
	 */
	public @Nullable Session find(String sessionId, String userId) {
		Session session = isId(sessionId) ? use(() -> this.repository.findById(sessionId)) : null;
		return (session != null && session.userId().equals(userId) && session.isLive(this.clock.instant())) ? session
				: null;
	}

	/**
	 * Finds the sessions of a user that neither were ended nor have expired.
	 * @param userId the verified user id
	 * @return the sessions, those that were used last at first; a thousand at most
	 */
	public List<Session> sessionsOf(String userId) {
		return use(() -> this.repository.findLive(userId, this.clock.instant(), MAX_LISTED));
	}

	/**
	 * Publishes one event for all sessions, so that a user with thousands of sessions
	 * does not flood the listeners.
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
	 * Some databases fail at some texts, such as those with a NUL.
	 */
	private static boolean isId(String text) {
		return RevocationView.toKey(text) != null;
	}

	private static <T extends @Nullable Object> T use(Supplier<T> access) {
		return StoreException.guard("sessions", access);
	}

}
