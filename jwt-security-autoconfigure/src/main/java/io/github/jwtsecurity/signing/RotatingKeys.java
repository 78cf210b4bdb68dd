package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.jdbc.PeriodicLifecycle;
import io.github.jwtsecurity.jdbc.PeriodicTasks;
import io.github.jwtsecurity.jdbc.PeriodicTasks.Task;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.signing.KeyRing.Key;
import io.github.jwtsecurity.token.KeyEncryption;
import io.github.jwtsecurity.token.ManagedKeys;
import io.github.jwtsecurity.token.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The managed keys with their rotation. They are read periodically, so that requests do
 * not query the store. There are three exceptions: a token has an unknown key, a token
 * has a longer lifetime than all before, or the process was suspended.
 */
final class RotatingKeys implements ManagedKeys, PeriodicLifecycle {

	/** The time within which an instance notices that a key was replaced. */
	static final Duration READ_INTERVAL = Duration.ofSeconds(5);

	/**
	 * The interval in which keys are encrypted with the current secret. It is long, since
	 * instances with different current secrets encrypt the keys again and again.
	 */
	private static final Duration ENCRYPTION_INTERVAL = Duration.ofHours(1);

	/**
	 * The maximum number of attempts to replace the keys before another instance does.
	 */
	private static final int REPLACEMENT_ATTEMPTS = 5;

	private final KeyCache cache;

	private final KeyReader reader;

	private final KeyRotation rotation;

	private final KeyEncryption encryption;

	private final Clock clock;

	private final PeriodicTasks tasks = new PeriodicTasks("jwt-security-signing-",
			new Task(READ_INTERVAL, this::rotate), new Task(ENCRYPTION_INTERVAL, this::encryptAgain));

	private volatile @Nullable SigningKey predecessor;

	/**
	 * Creates keys that were not read yet.
	 * @param reader the reader of the keys
	 * @param rotation the rotation of the keys
	 * @param encryption the encryption of the keys
	 * @param clock the clock
	 */
	RotatingKeys(KeyReader reader, KeyRotation rotation, KeyEncryption encryption, Clock clock) {
		this.cache = new KeyCache(reader, clock);
		this.reader = reader;
		this.rotation = rotation;
		this.encryption = encryption;
		this.clock = clock;
	}

	/**
	 * Reads the keys for the first time, and makes the first one if there is none. If
	 * there are keys, they are sufficient while the store cannot be written.
	 * @throws StoreException if the store cannot be read, or there is no key and the
	 * store cannot be written
	 * @throws UndecryptableKeyException if a key cannot be decrypted
	 */
	@Override
	public void initialize(@Nullable SigningKey predecessor) {
		this.predecessor = predecessor;
		this.cache.read();
		requireDecryptable();
		try {
			apply();
			this.reader.encryptAgain(keys());
		}
		catch (StoreException ex) {
			if (keys().newest() == null) {
				throw ex;
			}
			this.cache.fail(ex);
		}
		requireDecryptable();
	}

	private void requireDecryptable() {
		StoredKey key = keys().undecryptable();
		if (key != null) {
			throw new UndecryptableKeyException(key.id());
		}
	}

	@Override
	public SigningKey current(Duration lifetime) {
		Key key = signing();
		if (key != null && !key.stored().covers(lifetime)) {
			StoredKey stored = key.stored();
			OwnThread.run(() -> {
				this.rotation.extend(stored, lifetime);
				this.cache.read();
			});
			key = signing();
		}
		SigningKey current = (key != null) ? key.signer() : this.predecessor;
		if (current == null) {
			throw new IllegalStateException("No managed key can be decrypted");
		}
		return current;
	}

	private @Nullable Key signing() {
		KeyRing known = this.cache.recentKeys();
		Key key = known.signing(this.clock.instant());
		return (key != null || this.predecessor != null) ? key : known.oldest();
	}

	@Override
	public JWKSet publicKeys() {
		return this.cache.recentKeys().published();
	}

	@Override
	public Set<JWSAlgorithm> algorithms() {
		Set<JWSAlgorithm> algorithms = new HashSet<>(keys().algorithms());
		algorithms.add(this.rotation.algorithm());
		return algorithms;
	}

	@Override
	public boolean refresh() {
		return this.cache.refresh();
	}

	@Override
	public List<byte[]> encryptionSecrets() {
		return this.encryption.secrets();
	}

	/**
	 * Makes a key that signs at once, and removes all others.
	 * @return the id of the new key
	 * @throws StoreException if the store cannot be read or written
	 */
	String replaceAll() {
		return this.cache.exclusively(this::replaceAllOrGiveUp);
	}

	private String replaceAllOrGiveUp() {
		for (int i = 0; i < REPLACEMENT_ATTEMPTS; i++) {
			this.cache.read();
			StoredKey key = this.rotation.replaceAll(keys());
			if (key != null) {
				this.cache.attempt(this.cache::read);
				return key.id();
			}
		}
		throw new IllegalStateException("Other instances have made keys at the same time, so none was replaced");
	}

	/**
	 * Returns the keys as they were read last.
	 */
	KeyRing keys() {
		return this.cache.keys();
	}

	/**
	 * Reads the keys, and makes and removes keys for which it is time. This method throws
	 * no exception of the store: the outcome is in the log.
	 */
	void rotate() {
		this.cache.attempt(() -> {
			this.cache.read();
			apply();
			this.cache.succeed();
		});
	}

	/**
	 * Encrypts keys with the current secret that a previous one has encrypted.
	 */
	void encryptAgain() {
		this.cache.attempt(() -> {
			this.cache.read();
			this.reader.encryptAgain(keys());
		});
	}

	private void apply() {
		if (this.rotation.apply(keys(), this.predecessor != null)) {
			this.cache.read();
		}
	}

	@Override
	public PeriodicTasks tasks() {
		return this.tasks;
	}

}
