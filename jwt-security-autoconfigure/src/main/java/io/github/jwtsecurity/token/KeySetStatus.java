package io.github.jwtsecurity.token;

import java.time.Instant;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * How the last fetches of the key set went.
 */
final class KeySetStatus {

	private volatile @Nullable JWKSet lastSet;

	private volatile Snapshot snapshot = new Snapshot(null, 0, null, null);

	void fetched(Instant time, JWKSet set) {
		Snapshot before = this.snapshot;
		this.lastSet = set;
		this.snapshot = new Snapshot(time, set.size(), before.failedAt(), before.failure());
	}

	void failed(Instant time, String reason) {
		Snapshot before = this.snapshot;
		this.snapshot = new Snapshot(before.fetchedAt(), before.usableKeys(), time, reason);
	}

	/**
	 * The last set that was fetched, however old it is.
	 * @return the set, {@code null} if none was fetched
	 */
	@Nullable JWKSet lastSet() {
		return this.lastSet;
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * Whether the issuer was last asked in vain.
	 * @return whether the last fetch failed
	 */
	boolean hasFailed() {
		Snapshot now = this.snapshot;
		return now.failedAt() != null && (now.fetchedAt() == null || now.fetchedAt().isBefore(now.failedAt()));
	}

	/**
	 * What is known at a moment, without key material.
	 *
	 * @param fetchedAt when the set was last fetched, {@code null} if never
	 * @param usableKeys how many usable keys it had
	 * @param failedAt when fetching it last failed, {@code null} if never
	 * @param failure why, {@code null} if never
	 */
	record Snapshot(@Nullable Instant fetchedAt, int usableKeys, @Nullable Instant failedAt, @Nullable String failure) {

	}

}
