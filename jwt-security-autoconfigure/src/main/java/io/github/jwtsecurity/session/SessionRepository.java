package io.github.jwtsecurity.session;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A repository of sessions. The default implementation uses the table {@code
 * jwt_security_session}; an application with another store declares its own bean.
 *
 * <p>
 * Many threads and many instances of the application call the methods at the same time,
 * also for the same session. Therefore each method that changes the store must be a
 * single atomic operation that returns its outcome, and each query must see all changes
 * of all instances that were completed before it began. Ids, hashes and user ids are
 * compared character by character. All times are passed in by the caller, and are
 * truncated to microseconds.
 *
 * <p>
 * A method takes part in the transaction of its caller, if there is one; otherwise its
 * changes are permanent when it returns. If the store fails, the method throws an
 * unchecked exception.
 */
public interface SessionRepository {

	/**
	 * Inserts a session. A single revoked token is stored in the same way, as a session
	 * that was ended.
	 * @param session the session
	 * @return {@code false} if a session with this id exists; then nothing has changed,
	 * and the transaction of the caller remains usable
	 */
	boolean insert(Session session);

	/**
	 * Finds a session by its id, even if the session was ended or has expired.
	 * @param id the id, exactly as it was stored
	 * @return the session, {@code null} if there is none
	 */
	@Nullable Session findById(String id);

	/**
	 * Finds the sessions of a user that were not ended and have not expired.
	 * @param userId the user id
	 * @param now the current time
	 * @param limit the maximum number of sessions
	 * @return the sessions, most recently used first
	 */
	List<Session> findLive(String userId, Instant now, int limit);

	/**
	 * Replaces the refresh token of a session, if the current token is the expected one
	 * and the session was not ended and has not expired at {@link Session#lastUsedAt()}
	 * of the successor. Of several calls with the same expected token exactly one
	 * succeeds.
	 * @param successor the new state of the session: {@code lastUsedAt}, {@code
	 * expiresAt}, {@code userAgent}, {@code address}, {@code tokenHash}, {@code
	 * generation}, {@code rotatedAt} and {@code successorNonce} are stored
	 * @param expectedHash the hash of the token that is exchanged
	 * @return {@code false} if nothing has changed
	 */
	boolean rotate(Session successor, String expectedHash);

	/**
	 * Ends a session, if it was not ended before. An expired session can be ended too,
	 * since its access tokens may still be valid. {@code expiresAt} is set to the same
	 * time, unless it is earlier. Of several calls exactly one succeeds.
	 * @param id the id of the session
	 * @param userId the id of the user to whom the session must belong
	 * @param time the time of the end
	 * @return {@code false} if nothing has changed
	 */
	boolean end(String id, String userId, Instant time);

	/**
	 * Ends a session like {@link #end(String, String, Instant)}, unless the given refresh
	 * token is the current one.
	 * @param id the id of the session
	 * @param tokenHash the hash of the refresh token
	 * @param time the time of the end
	 * @return {@code false} if nothing has changed
	 */
	boolean endUnlessCurrent(String id, String tokenHash, Instant time);

	/**
	 * Ends all sessions of a user that were not ended before, as
	 * {@link #end(String, String, Instant)} does.
	 * @param userId the user id
	 * @param exceptId the id of the session to keep, {@code null} for none
	 * @param time the time of the end
	 * @return the ids of the sessions that this call has ended: if several calls compete,
	 * exactly one of them returns a session's id
	 */
	List<String> endAll(String userId, @Nullable String exceptId, Instant time);

	/**
	 * Ends the least recently used live sessions of a user, as
	 * {@link #end(String, String, Instant)} does, so that at most a given number remains.
	 * The new session always remains, regardless of its times, since the clocks of other
	 * instances may differ. If the new session was ended meanwhile, this call ends
	 * nothing, so that of two sessions that begin at the same time one remains.
	 * @param userId the user id
	 * @param begunId the id of the session that has just begun
	 * @param maximum the number of sessions that remain, at least 1
	 * @param time the time of the end of the others
	 * @return the ids of the sessions that this call has ended: if several calls compete,
	 * exactly one of them returns a session's id
	 */
	List<String> endLeastRecentlyUsed(String userId, String begunId, int maximum, Instant time);

	/**
	 * Finds a page of ended sessions, ordered by {@code endedAt} and then by id.
	 * @param since the earliest {@code endedAt}
	 * @param afterId the id after which the page begins, among sessions with exactly that
	 * {@code endedAt}; empty for all
	 * @param limit the maximum number of sessions
	 * @return the sessions of the page; fewer than {@code limit} if there are no more
	 */
	List<EndedSession> findEnded(Instant since, String afterId, int limit);

	/**
	 * Finds the ids without a session, and those of sessions that were ended. Access
	 * tokens with such an id in the claim {@code sid} are refused. This method is called
	 * with the ids of the sessions of recent requests, several times within {@code
	 * jwt-security.sessions.revocation-delay}, and with one id for the first request of a
	 * session. A session that has expired is found until {@link #deleteExpired} deletes
	 * it, since its access tokens may still be valid.
	 *
	 * <p>
	 * The default implementation returns an empty set. Then, a session that is deleted
	 * from the store by other means than this interface can no longer be refreshed, but
	 * its access tokens are accepted.
	 * @param ids the ids, at least one and at most a thousand
	 * @return those of the ids without a session that was not ended
	 */
	default Set<String> findUnusable(Collection<String> ids) {
		return Set.of();
	}

	/**
	 * Deletes sessions that have expired, whether or not they were ended. This method may
	 * be called by several instances at once, and must not block other callers for long.
	 * @param before the latest time of expiry
	 * @param limit the maximum number of sessions to delete
	 * @return the number of deleted sessions; fewer than {@code limit} if there are no
	 * more, or another instance deletes them
	 */
	int deleteExpired(Instant before, int limit);

}
