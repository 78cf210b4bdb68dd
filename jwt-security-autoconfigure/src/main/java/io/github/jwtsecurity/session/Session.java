package io.github.jwtsecurity.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.jwtsecurity.token.LogText;
import org.jspecify.annotations.Nullable;

/**
 * What a login began. It has one living refresh token at a time. Times are kept to the
 * microsecond, which every database can store; what is finer is cut off.
 *
 * @param id its id, a UUID in its usual lowercase form; never changes
 * @param userId whose it is, at most 255 characters; never changes
 * @param createdAt when it began
 * @param lastUsedAt when its refresh token was last exchanged, at first when it began
 * @param expiresAt when its refresh token can no longer be exchanged: moved by each
 * exchange, never after {@code absoluteExpiresAt}, and not after {@code endedAt}
 * @param absoluteExpiresAt when it ends however much it is used; never changes
 * @param userAgent the {@code User-Agent} header of the last use, truncated after 255
 * characters; control and format characters are replaced with question marks
 * @param address the network address of the last use, truncated after 64 characters
 * @param tokenHash the SHA-256 of the living refresh token in lowercase hexadecimal
 * digits, or empty if there never was one
 * @param generation how often the refresh token was exchanged
 * @param rotatedAt when it was last exchanged, {@code null} before the first time
 * @param successorNonce random text of the last exchange, at most 64 characters,
 * {@code null} before the first
 * @param endedAt when it was ended before its time, {@code null} if it was not
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
	 * Whether its refresh token can still be exchanged.
	 * @param now the time
	 * @return whether it neither was ended nor has expired
	 */
	public boolean isLive(Instant now) {
		return this.endedAt == null && now.isBefore(this.expiresAt);
	}

	/**
	 * Some databases reject a NUL character or an unpaired surrogate.
	 */
	private static @Nullable String storable(@Nullable String text, int maxLength) {
		return (text != null) ? LogText.of(text, maxLength) : null;
	}

	/**
	 * The session without what belongs to its refresh token, and without the client's own
	 * words.
	 * @return a text that is safe to log
	 */
	@Override
	public String toString() {
		return "Session[id=%s, userId=%s, createdAt=%s, lastUsedAt=%s, expiresAt=%s, absoluteExpiresAt=%s, generation=%s, endedAt=%s]"
			.formatted(this.id, this.userId, this.createdAt, this.lastUsedAt, this.expiresAt, this.absoluteExpiresAt,
					this.generation, this.endedAt);
	}

}
