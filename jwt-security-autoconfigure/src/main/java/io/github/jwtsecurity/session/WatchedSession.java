package io.github.jwtsecurity.session;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A session of recent requests, with the last known state of its row and its account.
 */
final class WatchedSession {

	private final UUID id;

	private final @Nullable String userId;

	private volatile boolean usable = true;

	private volatile boolean used = true;

	/**
	 * Creates a usable session that has just been used.
	 * @param id the id of the session
	 * @param userId the id of its user, {@code null} if it is unknown
	 */
	WatchedSession(UUID id, @Nullable String userId) {
		this.id = id;
		this.userId = userId;
	}

	String id() {
		return this.id.toString();
	}

	@Nullable String userId() {
		return this.userId;
	}

	/**
	 * Returns whether access tokens of this session may be accepted.
	 */
	boolean isUsable() {
		return this.usable;
	}

	void setUsable(boolean usable) {
		this.usable = usable;
	}

	/**
	 * Notes a request. The field is only written if it changes, so that the requests of
	 * one session on several processors do not slow each other down.
	 */
	void use() {
		if (!this.used) {
			this.used = true;
		}
	}

	/**
	 * Forgets the requests until now.
	 * @return whether there was one since the last call of this method
	 */
	boolean forgetUse() {
		boolean result = this.used;
		this.used = false;
		return result;
	}

}
