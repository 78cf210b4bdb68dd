package io.github.jwtsecurity.session;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept. The default one is the table {@code jwt_security_session}; an
 * application with another store declares a bean of its own.
 *
 * <p>
 * Many threads and many instances of the application call it at the same time, for the
 * same session too. Therefore each method that changes something is one atomic step of
 * the store, whose outcome it returns, and each look-up sees what was changed before it
 * began, by whatever instance. Ids, hashes and user ids are compared character by
 * character. All times come from the caller; what is finer than a microsecond is cut off.
 *
 * <p>
 * A method takes part in the transaction of its caller, if there is one; otherwise what
 * it has changed is permanent when it returns. If the store fails, it throws an unchecked
 * exception.
 */
public interface SessionRepository {

	/**
	 * Adds a session, or the note that a single token was revoked, which is a session
	 * that was ended.
	 * @param session the session
	 * @return {@code false} if there is one with its id; then nothing has changed, and
	 * the transaction of the caller remains usable
	 */
	boolean insert(Session session);

	/**
	 * Finds a session.
	 * @param id its id, exactly as it was stored
	 * @return the session, also one that was ended or has expired; {@code null} if there
	 * is none
	 */
	@Nullable Session findById(String id);

	/**
	 * Finds the sessions of a user that neither were ended nor have expired.
	 * @param userId whose
	 * @param now the time
	 * @param limit how many at most
	 * @return the sessions, those that were used last at first
	 */
	List<Session> findLive(String userId, Instant now, int limit);

	/**
	 * Exchanges the refresh token of a session, if it still is the expected one and the
	 * session neither was ended nor has expired at {@link Session#lastUsedAt()} of the
	 * successor. Of several calls with the same expectation exactly one succeeds.
	 * @param successor the session as it shall be: {@code lastUsedAt}, {@code expiresAt},
	 * {@code userAgent}, {@code address}, {@code tokenHash}, {@code generation},
	 * {@code rotatedAt} and {@code successorNonce} are stored
	 * @param expectedHash the hash of the token that is exchanged
	 * @return {@code false} if nothing has changed
	 */
	boolean rotate(Session successor, String expectedHash);

	/**
	 * Ends a session, if it was not ended before. It may have expired: what it gave away
	 * may still be valid. {@code expiresAt} becomes the same time, unless it is earlier.
	 * Of several calls exactly one succeeds.
	 * @param id the id of the session
	 * @param userId whose it must be
	 * @param time when it is ended
	 * @return {@code false} if nothing has changed
	 */
	boolean end(String id, String userId, Instant time);

	/**
	 * Ends a session like {@link #end(String, String, Instant)}, unless a refresh token
	 * is its living one.
	 * @param id the id of the session
	 * @param tokenHash the hash of the refresh token
	 * @param time when it is ended
	 * @return {@code false} if nothing has changed
	 */
	boolean endUnlessCurrent(String id, String tokenHash, Instant time);

	/**
	 * Ends all sessions of a user that were not ended before, as
	 * {@link #end(String, String, Instant)} does.
	 * @param userId whose
	 * @param exceptId the session that goes on, {@code null} for none
	 * @param time when they are ended
	 * @return the ids of those that this call has ended: of several calls, a session is
	 * in the answer to exactly one
	 */
	List<String> endAll(String userId, @Nullable String exceptId, Instant time);

	/**
	 * Ends the live sessions of a user that were used least recently, as
	 * {@link #end(String, String, Instant)} does, so that a limited number of them goes
	 * on. The session that has just begun is one of these, whatever the times say, since
	 * the clocks of other instances may differ. If it was ended meanwhile, this call ends
	 * nothing: of two sessions that begin at the same time, one goes on.
	 * @param userId the user id
	 * @param begunId the id of the session that has just begun
	 * @param maximum the number of sessions that go on, at least 1
	 * @param time the time when the others are ended
	 * @return the ids of the sessions that this call has ended: of several calls, a
	 * session is in the answer to exactly one
	 */
	List<String> endLeastRecentlyUsed(String userId, String begunId, int maximum, Instant time);

	/**
	 * Finds sessions that were ended, page by page: in the order of {@code endedAt} and,
	 * where that is the same, of their ids.
	 * @param since the earliest {@code endedAt}
	 * @param afterId of those with exactly that {@code endedAt}, only the ones with a
	 * greater id; empty for all
	 * @param limit how many at most
	 * @return the first of these sessions; fewer than {@code limit} if there are no more
	 */
	List<EndedSession> findEnded(Instant since, String afterId, int limit);

	/**
	 * Deletes sessions that have expired, whether or not they were ended. It may be
	 * called by several instances at once and must not make others wait for long.
	 * @param before they have expired then or earlier
	 * @param limit how many at most
	 * @return how many were deleted; fewer than {@code limit} if there are no more, or
	 * another instance deletes them
	 */
	int deleteExpired(Instant before, int limit);

}
