package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.KeyEncryption;
import io.github.jwtsecurity.token.NewKeyPair;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The rotation of the managed keys. The first key is made if there is none, and each
 * further one so early that it is published for the lead time before it signs. A key is
 * removed once its last token has ended.
 */
final class KeyRotation {

	/**
	 * The time for which a key is kept after its last token has ended. It covers
	 * instances whose clocks differ.
	 */
	static final Duration MARGIN = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(KeyRotation.class);

	private final JdbcSigningKeyRepository repository;

	private final RotationProperties properties;

	private final JWSAlgorithm algorithm;

	private final KeyEncryption encryption;

	private final AccessTokenLifetime lifetime;

	private final Clock clock;

	/**
	 * Creates a rotation.
	 * @param repository the repository of the keys
	 * @param properties the properties for the rotation
	 * @param encryption the encryption of the keys
	 * @param lifetime the lifetime of the tokens of accounts
	 * @param clock the clock
	 */
	KeyRotation(JdbcSigningKeyRepository repository, RotationProperties properties, KeyEncryption encryption,
			AccessTokenLifetime lifetime, Clock clock) {
		this.repository = repository;
		this.properties = properties;
		this.algorithm = NewKeyPair.algorithm(RotationProperties.PREFIX + "algorithm", properties.algorithm());
		this.encryption = encryption;
		this.lifetime = lifetime;
		this.clock = clock;
	}

	/**
	 * Returns the algorithm of new keys.
	 */
	JWSAlgorithm algorithm() {
		return this.algorithm;
	}

	/**
	 * Makes, extends and removes keys for which it is time. Nothing is done while there
	 * is a key that cannot be decrypted, since this instance may have an outdated secret,
	 * with which no other instance could decrypt a new key.
	 * @param keys the keys that exist
	 * @param takesOver whether another key signs until the first managed key has been
	 * published for the lead time
	 * @return whether the keys have to be read again
	 * @throws StoreException if the store cannot be written
	 */
	boolean apply(KeyRing keys, boolean takesOver) {
		if (keys.undecryptable() != null) {
			return false;
		}
		boolean made = makeIfDue(keys, takesOver);
		boolean extended = extendToLifetime(keys);
		return removeExpired(keys) || made || extended;
	}

	private boolean makeIfDue(KeyRing keys, boolean takesOver) {
		Instant now = this.clock.instant();
		Instant published = now.plus(this.properties.leadTime());
		StoredKey newest = keys.newest();
		if (newest == null) {
			add(newKey(1, now, takesOver ? published : now));
			return true;
		}
		if (published.isBefore(newest.signsFrom().plus(this.properties.rotation()))) {
			return false;
		}
		add(newKey(newest.generation() + 1, now, published));
		return true;
	}

	private void add(StoredKey key) {
		if (this.repository.insert(key)) {
			logger.info("Made the signing key %s, which signs from %s".formatted(key.id(), key.signsFrom()));
		}
	}

	/**
	 * Extends keys whose tokens have a longer lifetime since the last start.
	 */
	private boolean extendToLifetime(KeyRing keys) {
		boolean extended = false;
		for (StoredKey key : keys.signingFrom(this.clock.instant())) {
			if (!key.covers(this.lifetime.lifetime())) {
				extend(key, this.lifetime.lifetime());
				extended = true;
			}
		}
		return extended;
	}

	/**
	 * Records that a key signs tokens with a longer lifetime, so that it is kept for
	 * them.
	 * @param key the key
	 * @param tokenLifetime the lifetime of the tokens
	 * @throws StoreException if the store cannot be written
	 */
	void extend(StoredKey key, Duration tokenLifetime) {
		this.repository.extend(key.id(), inSeconds(tokenLifetime));
	}

	/**
	 * Returns a lifetime, rounded up to a whole second.
	 */
	private static Duration inSeconds(Duration lifetime) {
		return Duration.ofSeconds(lifetime.plusNanos(999_999_999).toSeconds());
	}

	private boolean removeExpired(KeyRing keys) {
		boolean removed = false;
		for (StoredKey key : keys.expired(this.clock.instant().minus(this.lifetime.clockSkew()).minus(MARGIN))) {
			if (this.repository.delete(key.id())) {
				logger.info("Removed the signing key %s, whose last token has ended".formatted(key.id()));
			}
			removed = true;
		}
		return removed;
	}

	/**
	 * Makes a key that signs at once, and removes all others.
	 * @param keys the keys that exist
	 * @return the new key, {@code null} if another instance has made a key at the same
	 * time and nothing has changed
	 * @throws StoreException if the store cannot be written
	 */
	@Nullable StoredKey replaceAll(KeyRing keys) {
		Instant now = this.clock.instant();
		StoredKey newest = keys.newest();
		StoredKey key = newKey((newest != null) ? newest.generation() + 1 : 1, now, now);
		if (!this.repository.replaceAll(key)) {
			return null;
		}
		logger.warn("All signing keys were replaced by %s: access tokens that they have signed are refused from now on"
			.formatted(key.id()));
		return key;
	}

	private StoredKey newKey(int generation, Instant now, Instant signsFrom) {
		JWK pair = NewKeyPair.generate(this.algorithm);
		return new StoredKey(pair.getKeyID(), generation, this.algorithm.getName(), this.encryption.encrypt(pair), now,
				signsFrom, inSeconds(this.lifetime.lifetime()));
	}

}
