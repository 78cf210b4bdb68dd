package io.github.jwtsecurity.session;

import java.time.Instant;

/**
 * That a session was ended before its time.
 *
 * @param id the id of the session
 * @param endedAt when it was ended
 * @param expiresAt when its refresh token could no longer be exchanged, at the latest
 * {@code endedAt}; for a single token, when it expires
 */
public record EndedSession(String id, Instant endedAt, Instant expiresAt) {

}
