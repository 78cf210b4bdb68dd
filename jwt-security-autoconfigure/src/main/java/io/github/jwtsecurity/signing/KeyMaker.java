package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import io.github.jwtsecurity.token.KeyEncryption;
import io.github.jwtsecurity.token.NewKeyPair;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A maker of keys. It makes the first key when there is none, and each further one so
 * early that it is published for the lead time before it signs.
 */
final class KeyMaker {

	private static final Log logger = LogFactory.getLog(KeyMaker.class);

	private final JdbcSigningKeyRepository repository;

	private final RotationProperties properties;

	private final KeyEncryption encryption;

	private final Duration tokenLifetime;

	private final boolean takesOver;

	private final Clock clock;

	/**
	 * Creates a maker.
	 * @param repository the repository of the keys
	 * @param properties the properties for the rotation
	 * @param encryption the encryption of the keys
	 * @param tokenLifetime the lifetime of the tokens of accounts
	 * @param takesOver whether another key signs until the first one has been published
	 * for the lead time
	 * @param clock the clock
	 */
	KeyMaker(JdbcSigningKeyRepository repository, RotationProperties properties, KeyEncryption encryption,
			Duration tokenLifetime, boolean takesOver, Clock clock) {
		this.repository = repository;
		this.properties = properties;
		this.encryption = encryption;
		this.tokenLifetime = tokenLifetime;
		this.takesOver = takesOver;
		this.clock = clock;
	}

	/**
	 * Makes the next key if it is time for it.
	 * @param keys the keys that exist
	 * @return {@code true} if there is a new key, by this instance or another one
	 */
	boolean makeIfDue(KeyRing keys) {
		Instant now = this.clock.instant();
		StoredKey newest = keys.newest();
		if (newest == null) {
			add(newKey(1, this.takesOver ? now.plus(this.properties.leadTime()) : now));
			return true;
		}
		Instant next = newest.signsFrom().plus(this.properties.rotation());
		Instant published = now.plus(this.properties.leadTime());
		if (published.isBefore(next)) {
			return false;
		}
		add(newKey(newest.generation() + 1, published));
		return true;
	}

	private void add(StoredKey key) {
		if (this.repository.insert(key, this.properties.algorithm())) {
			logger.info("Made the signing key %s, which signs from %s".formatted(key.id(), key.signsFrom()));
		}
	}

	/**
	 * Makes a key that signs at once, and removes all others.
	 * @param keys the keys that exist
	 * @return the new key
	 * @throws IllegalStateException if another instance has made a key at the same time
	 */
	StoredKey replaceAll(KeyRing keys) {
		StoredKey newest = keys.newest();
		StoredKey key = newKey((newest != null) ? newest.generation() + 1 : 1, this.clock.instant());
		if (!this.repository.replaceAll(key, this.properties.algorithm())) {
			throw new IllegalStateException("Another instance has made a key at the same time");
		}
		logger.warn("All signing keys were replaced by %s: access tokens that they have signed are refused from now on"
			.formatted(key.id()));
		return key;
	}

	private StoredKey newKey(int generation, Instant signsFrom) {
		JWSAlgorithm algorithm = NewKeyPair.algorithm(RotationProperties.PREFIX + "algorithm",
				this.properties.algorithm());
		JWK pair = NewKeyPair.generate(algorithm);
		return new StoredKey(pair.getKeyID(), generation, this.encryption.encrypt(pair), this.clock.instant(),
				signsFrom, this.tokenLifetime);
	}

}
