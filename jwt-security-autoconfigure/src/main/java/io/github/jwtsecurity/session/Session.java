package io.github.jwtsecurity.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.jwtsecurity.token.LogText;
import org.jspecify.annotations.Nullable;

/**
 * A session of a user, which begins with a login. A session has one current refresh token
 * at a time. Times are truncated to microseconds, the precision that every supported
 * database can store.
 *
 * @param id the id, a UUID in its usual lowercase form; never changes
 * @param userId the id of the user, at most 255 characters; never changes
 * @param createdAt the time when the session began
 * @param lastUsedAt the time of the last exchange of the refresh token, initially the
 * time when the session began
 * @param expiresAt the time from which the refresh token can no longer be exchanged:
 * extended by each exchange, never after {@code absoluteExpiresAt}, and not after {@code
 * endedAt}
 * @param absoluteExpiresAt the time when the session ends regardless of its use; never
 * changes
 * @param userAgent the {@code User-Agent} header of the last use, truncated after 255
 * characters; control and format characters are replaced with question marks
 * @param address the network address of the last use, truncated after 64 characters
 * @param tokenHash the SHA-256 of the current refresh token in lowercase hexadecimal
 * digits, empty for a single revoked token, which has no refresh token
 * @param generation the number of exchanges of the refresh token
 * @param rotatedAt the time of the last exchange, {@code null} before the first
 * @param successorNonce the random text of the last exchange, at most 64 characters,
 * {@code null} before the first
 * @param endedAt the time when the session was ended before its expiry, {@code null} if
 * it was not
 */
public record Session(String id, String userId, Instant createdAt, Instant lastUsedAt, Instant expiresAt,
		Instant absoluteExpiresAt, @Nullable String userAgent, @Nullable String address, String tokenHash,
		int generation, @Nullable Instant rotatedAt, @Nullable String successorNonce, @Nullable Instant endedAt) {

	private static final int MAX_USER_AGENT = 255;

	private static final int MAX_ADDRESS = 64;

	/**
	 * Creates a session.
	 */
	public Session {
		createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
		lastUsedAt = lastUsedAt.truncatedTo(ChronoUnit.MICROS);
		expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
		absoluteExpiresAt = absoluteExpiresAt.truncatedTo(ChronoUnit.MICROS);
		expiresAt = expiresAt.isBefore(absoluteExpiresAt) ? expiresAt : absoluteExpiresAt;
		userAgent = storable(userAgent, MAX_USER_AGENT);
		address = storable(address, MAX_ADDRESS);
		rotatedAt = (rotatedAt != null) ? rotatedAt.truncatedTo(ChronoUnit.MICROS) : null;
		endedAt = (endedAt != null) ? endedAt.truncatedTo(ChronoUnit.MICROS) : null;
	}

	/**
	 * Returns whether the refresh token can still be exchanged.
	 * @param now the current time
	 * @return whether the session was not ended and has not expired
	 */
	public boolean isLive(Instant now) {
		return this.endedAt == null && now.isBefore(this.expiresAt);
	}

	/**
	 * Cleans a text, since some databases reject a NUL character or an unpaired
	 * surrogate.
	 */
	private static @Nullable String storable(@Nullable String text, int maxLength) {
		return (text != null) ? LogText.of(text, maxLength) : null;
	}

	/**
	 * Returns a text without the values of the refresh token and without texts that come
	 * from the client.
	 * @return a text that is safe to log
	 */
	@Override
	public String toString() {
		return "Session[id=%s, userId=%s, createdAt=%s, lastUsedAt=%s, expiresAt=%s, absoluteExpiresAt=%s, generation=%s, endedAt=%s]"
			.formatted(this.id, this.userId, this.createdAt, this.lastUsedAt, this.expiresAt, this.absoluteExpiresAt,
					this.generation, this.endedAt);
	}

}
