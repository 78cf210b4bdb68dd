package io.github.jwtsecurity.session;

import java.time.Instant;

/**
 * A session that was ended before its expiry.
 *
 * @param id the id of the session
 * @param endedAt the time when the session was ended
 * @param expiresAt the time from which the refresh token can no longer be exchanged, no
 * later than {@code endedAt}; for a single revoked token, the expiry of the token
 */
public record EndedSession(String id, Instant endedAt, Instant expiresAt) {

}
