package io.github.jwtsecurity.token;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the last fetches of the key set went. Holds no key material.
 */
final class KeySetStatus {

	private volatile Snapshot snapshot = new Snapshot(null, 0, null, null);

	void fetched(Instant time, int usableKeys) {
		Snapshot before = this.snapshot;
		this.snapshot = new Snapshot(time, usableKeys, before.failedAt(), before.failure());
	}

	void failed(Instant time, String reason) {
		Snapshot before = this.snapshot;
		this.snapshot = new Snapshot(before.fetchedAt(), before.usableKeys(), time, reason);
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * What is known at a moment.
	 *
	 * @param fetchedAt when the set was last fetched, {@code null} if never
	 * @param usableKeys how many usable keys it had
	 * @param failedAt when fetching it last failed, {@code null} if never
	 * @param failure why, {@code null} if never
	 */
	record Snapshot(@Nullable Instant fetchedAt, int usableKeys, @Nullable Instant failedAt, @Nullable String failure) {

	}

}
