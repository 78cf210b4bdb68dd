package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.token.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the store as they were read last, in the order in which they were made.
 *
 * @param keys the keys
 * @param published the public keys
 */
record KeyRing(List<Key> keys, JWKSet published) {

	static final KeyRing EMPTY = new KeyRing(List.of(), new JWKSet());

	static KeyRing of(List<Key> keys) {
		List<JWK> published = new ArrayList<>();
		for (Key key : keys) {
			if (key.pair() != null) {
				published.add(key.pair().toPublicJWK());
			}
		}
		return new KeyRing(List.copyOf(keys), new JWKSet(published));
	}

	/**
	 * Returns the newest key that signs at a time.
	 * @return the key, {@code null} if all are too new or cannot be decrypted
	 */
	@Nullable Key signing(Instant now) {
		Key found = null;
		for (Key key : this.keys) {
			if (key.signer() != null && !key.stored().signsFrom().isAfter(now)) {
				found = key;
			}
		}
		return found;
	}

	@Nullable StoredKey newest() {
		return this.keys.isEmpty() ? null : this.keys.get(this.keys.size() - 1).stored();
	}

	/**
	 * Returns the keys whose last token has ended.
	 * @param before the time before which the token ended
	 */
	List<StoredKey> expired(Instant before) {
		List<StoredKey> expired = new ArrayList<>();
		for (int i = 0; i < this.keys.size() - 1; i++) {
			StoredKey key = this.keys.get(i).stored();
			Instant signsUntil = this.keys.get(i + 1).stored().signsFrom();
			if (signsUntil.plus(key.tokenLifetime()).isBefore(before)) {
				expired.add(key);
			}
		}
		return expired;
	}

	@Nullable Key find(String id) {
		return this.keys.stream().filter((key) -> key.stored().id().equals(id)).findFirst().orElse(null);
	}

	/**
	 * A key of the store.
	 *
	 * @param stored the key as it is stored
	 * @param pair the key pair, {@code null} if it cannot be decrypted
	 * @param signer the key that signs, {@code null} if it cannot be decrypted
	 */
	record Key(StoredKey stored, @Nullable JWK pair, @Nullable SigningKey signer) {

		boolean covers(Duration lifetime) {
			return this.stored.tokenLifetime().compareTo(lifetime) >= 0;
		}

		/**
		 * Returns a text without the key pair.
		 */
		@Override
		public String toString() {
			return this.stored.toString();
		}

	}

}
