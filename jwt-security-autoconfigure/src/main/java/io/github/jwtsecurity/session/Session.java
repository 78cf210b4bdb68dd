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
 * @param times the times of the beginning, the last use and the expiry
 * @param origin the origin of the last use
 * @param refreshState the state of the refresh token
 * @param endedAt the time when the session was ended before its expiry, {@code null} if
 * it was not
 */
public record Session(String id, String userId, Times times, Origin origin, RefreshState refreshState,
		@Nullable Instant endedAt) {

	/**
	 * Creates a session.
	 */
	public Session {
		endedAt = truncate(endedAt);
	}

	/**
	 * Returns the time when the session began.
	 * @return the time
	 */
	public Instant createdAt() {
		return this.times.createdAt();
	}

	/**
	 * Returns the time when the refresh token was last exchanged.
	 * @return the time, initially the time when the session began
	 */
	public Instant lastUsedAt() {
		return this.times.lastUsedAt();
	}

	/**
	 * Returns the time from which the refresh token can no longer be exchanged.
	 * @return the time
	 */
	public Instant expiresAt() {
		return this.times.expiresAt();
	}

	/**
	 * Returns the time when the session ends, regardless of its use.
	 * @return the time
	 */
	public Instant absoluteExpiresAt() {
		return this.times.absoluteExpiresAt();
	}

	/**
	 * Returns the {@code User-Agent} header of the last use.
	 * @return the header, {@code null} if there was none
	 */
	public @Nullable String userAgent() {
		return this.origin.userAgent();
	}

	/**
	 * Returns the network address of the last use.
	 * @return the address, {@code null} if it is not known
	 */
	public @Nullable String address() {
		return this.origin.address();
	}

	/**
	 * Returns the hash of the current refresh token.
	 * @return the hash, empty for a single revoked token, which has no refresh token
	 */
	public String tokenHash() {
		return this.refreshState.tokenHash();
	}

	/**
	 * Returns the number of exchanges of the refresh token.
	 * @return the number
	 */
	public int generation() {
		return this.refreshState.generation();
	}

	/**
	 * Returns the time of the last exchange of the refresh token.
	 * @return the time, {@code null} before the first exchange
	 */
	public @Nullable Instant rotatedAt() {
		return this.refreshState.rotatedAt();
	}

	/**
	 * Returns the random text of the last exchange.
	 * @return the text, {@code null} before the first exchange
	 */
	public @Nullable String successorNonce() {
		return this.refreshState.successorNonce();
	}

	/**
	 * Returns whether the refresh token can still be exchanged.
	 * @param now the current time
	 * @return {@code true} if the session was not ended and has not expired
	 */
	public boolean isLive(Instant now) {
		return this.endedAt == null && now.isBefore(expiresAt());
	}

	/**
	 * Returns a text without the values of the refresh token and without texts that come
	 * from the client.
	 * @return a text that is safe to log
	 */
	@Override
	public String toString() {
		return "Session[id=%s, userId=%s, createdAt=%s, lastUsedAt=%s, expiresAt=%s, absoluteExpiresAt=%s, generation=%s, endedAt=%s]"
			.formatted(this.id, this.userId, createdAt(), lastUsedAt(), expiresAt(), absoluteExpiresAt(), generation(),
					this.endedAt);
	}

	private static @Nullable Instant truncate(@Nullable Instant time) {
		return (time != null) ? time.truncatedTo(ChronoUnit.MICROS) : null;
	}

	/**
	 * The times of a session.
	 *
	 * @param createdAt the time when the session began; never changes
	 * @param lastUsedAt the time of the last exchange of the refresh token, initially the
	 * time when the session began
	 * @param expiresAt the time from which the refresh token can no longer be exchanged:
	 * extended by each exchange, never after {@code absoluteExpiresAt}, and not after the
	 * time when the session was ended
	 * @param absoluteExpiresAt the time when the session ends regardless of its use;
	 * never changes
	 */
	public record Times(Instant createdAt, Instant lastUsedAt, Instant expiresAt, Instant absoluteExpiresAt) {

		/**
		 * Creates the times.
		 */
		public Times {
			createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
			lastUsedAt = lastUsedAt.truncatedTo(ChronoUnit.MICROS);
			expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
			absoluteExpiresAt = absoluteExpiresAt.truncatedTo(ChronoUnit.MICROS);
			expiresAt = expiresAt.isBefore(absoluteExpiresAt) ? expiresAt : absoluteExpiresAt;
		}

	}

	/**
	 * The origin of the last use of a session.
	 *
	 * @param userAgent the {@code User-Agent} header, truncated after 255 characters;
	 * control and format characters are replaced with question marks
	 * @param address the network address, truncated after 64 characters
	 */
	public record Origin(@Nullable String userAgent, @Nullable String address) {

		private static final int MAX_USER_AGENT = 255;

		private static final int MAX_ADDRESS = 64;

		/**
		 * Creates an origin.
		 */
		public Origin {
			userAgent = storable(userAgent, MAX_USER_AGENT);
			address = storable(address, MAX_ADDRESS);
		}

		/**
		 * Cleans a text, since some databases reject a NUL character or an unpaired
		 * surrogate.
		 */
		private static @Nullable String storable(@Nullable String text, int maxLength) {
			return (text != null) ? LogText.of(text, maxLength) : null;
		}

		/**
		 * Returns a text without the values, which come from the client.
		 */
		@Override
		public String toString() {
			return "Origin[]";
		}

	}

	/**
	 * The state of the refresh token of a session.
	 *
	 * @param tokenHash the SHA-256 of the current refresh token in lowercase hexadecimal
	 * digits, empty for a single revoked token, which has no refresh token
	 * @param generation the number of exchanges of the refresh token
	 * @param rotatedAt the time of the last exchange, {@code null} before the first one
	 * @param successorNonce the random text of the last exchange, at most 64 characters,
	 * {@code null} before the first one
	 */
	public record RefreshState(String tokenHash, int generation, @Nullable Instant rotatedAt,
			@Nullable String successorNonce) {

		/**
		 * Creates a state.
		 */
		public RefreshState {
			rotatedAt = truncate(rotatedAt);
		}

		/**
		 * Returns a text without the hash and the nonce.
		 */
		@Override
		public String toString() {
			return "RefreshState[generation=" + this.generation + "]";
		}

	}

}
