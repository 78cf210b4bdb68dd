package io.github.jwtsecurity.signing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.token.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The managed keys as they were read last, in the order in which they were made.
 *
 * @param keys the keys
 * @param published the public keys of those that can be decrypted
 */
record KeyRing(List<Key> keys, JWKSet published) {

	static final KeyRing EMPTY = of(List.of());

	static KeyRing of(List<Key> keys) {
		List<JWK> published = keys.stream().map(Key::pair).filter(Objects::nonNull).map(JWK::toPublicJWK).toList();
		return new KeyRing(List.copyOf(keys), new JWKSet(published));
	}

	/**
	 * Returns the newest key that signs at a time.
	 * @return the key, {@code null} if all of them are too new or cannot be decrypted
	 */
	@Nullable Key signing(Instant now) {
		return usable().filter((key) -> !key.stored().signsFrom().isAfter(now))
			.reduce((one, next) -> next)
			.orElse(null);
	}

	/**
	 * Returns the oldest key, which signs if all of them are too new: the clock of the
	 * instance that has made it may be ahead.
	 * @return the key, {@code null} if none can be decrypted
	 */
	@Nullable Key oldest() {
		return usable().findFirst().orElse(null);
	}

	private Stream<Key> usable() {
		return this.keys.stream().filter((key) -> key.signer() != null);
	}

	/**
	 * Returns the key that was made last.
	 * @return the key, {@code null} if there is none
	 */
	@Nullable StoredKey newest() {
		return this.keys.isEmpty() ? null : this.keys.get(this.keys.size() - 1).stored();
	}

	/**
	 * Returns the first key that cannot be decrypted.
	 * @return the key, {@code null} if all can be decrypted
	 */
	@Nullable StoredKey undecryptable() {
		return this.keys.stream().filter((key) -> key.pair() == null).map(Key::stored).findFirst().orElse(null);
	}

	/**
	 * Returns the keys that sign at a time, or later.
	 */
	List<StoredKey> signingFrom(Instant now) {
		List<StoredKey> signing = new ArrayList<>();
		for (int i = 0; i < this.keys.size(); i++) {
			if (i == this.keys.size() - 1 || this.keys.get(i + 1).stored().signsFrom().isAfter(now)) {
				signing.add(this.keys.get(i).stored());
			}
		}
		return signing;
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

	Set<JWSAlgorithm> algorithms() {
		return usable().map(Key::signer)
			.filter(Objects::nonNull)
			.map(SigningKey::algorithm)
			.collect(Collectors.toSet());
	}

	/**
	 * A managed key.
	 *
	 * @param stored the key as it is stored
	 * @param pair the key pair, {@code null} if it cannot be decrypted
	 * @param signer the key that signs, {@code null} if it cannot be decrypted
	 */
	record Key(StoredKey stored, @Nullable JWK pair, @Nullable SigningKey signer) {

		/**
		 * Returns a text without the key pair.
		 */
		@Override
		public String toString() {
			return this.stored.toString();
		}

	}

}
