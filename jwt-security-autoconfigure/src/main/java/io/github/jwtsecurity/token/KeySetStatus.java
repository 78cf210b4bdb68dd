package io.github.jwtsecurity.token;

import java.time.Instant;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * The last fetched key set, and the outcome of the last fetches. Only one thread at a
 * time changes it.
 */
final class KeySetStatus {

	private volatile Snapshot snapshot = new Snapshot(new JWKSet(), null, null, null, false);

	void fetched(Instant time, JWKSet keys) {
		Snapshot before = this.snapshot;
		this.snapshot = new Snapshot(keys, time, before.failedAt(), before.failure(), false);
	}

	/**
	 * Records a failure. If the set seems to be newer than the failure, the clock was set
	 * back. The time of the set is then changed to that of the failure, so that the set
	 * does not stay in use until the clock catches up.
	 */
	void failed(Instant time, String reason) {
		Snapshot before = this.snapshot;
		Instant fetchedAt = before.fetchedAt();
		this.snapshot = new Snapshot(before.keys(), (fetchedAt != null && fetchedAt.isAfter(time)) ? time : fetchedAt,
				time, reason, true);
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * The state of a key set at one moment. Two snapshots are the same object only if no
	 * fetch ended in between.
	 *
	 * @param keys the usable keys of the last set, however old it is
	 * @param fetchedAt the time of the last set, {@code null} if there is none
	 * @param failedAt the time of the last failure, {@code null} if there was none
	 * @param failure the reason of the last failure, {@code null} if there was none
	 * @param failing whether the last fetch failed
	 */
	record Snapshot(JWKSet keys, @Nullable Instant fetchedAt, @Nullable Instant failedAt, @Nullable String failure,
			boolean failing) {

		int usableKeys() {
			return this.keys.size();
		}

	}

}
