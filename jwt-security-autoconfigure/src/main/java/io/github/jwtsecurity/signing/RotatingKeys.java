package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.jdbc.PeriodicTasks;
import io.github.jwtsecurity.jdbc.PeriodicTasks.Task;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.signing.KeyRing.Key;
import io.github.jwtsecurity.token.KeyEncryption;
import io.github.jwtsecurity.token.ManagedKeys;
import io.github.jwtsecurity.token.SigningKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * The signing keys of the store, as this instance knows them. They are read periodically,
 * so that a request queries the store only if it has a token with an unknown key. While
 * the store cannot be read, the known keys stay in use.
 */
final class RotatingKeys implements ManagedKeys, SmartLifecycle {

	/** The time within which an instance notices that a key was replaced. */
	static final Duration READ_INTERVAL = Duration.ofSeconds(5);

	/**
	 * The time for which a key is kept after its last token has ended. It covers
	 * instances whose clocks differ.
	 */
	private static final Duration MARGIN = Duration.ofHours(1);

	private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(RotatingKeys.class);

	private final JdbcSigningKeyRepository repository;

	private final KeyEncryption encryption;

	private final KeyMaker maker;

	private final Duration clockSkew;

	private final Clock clock;

	private final PeriodicTasks tasks = new PeriodicTasks("jwt-security-signing-",
			new Task(READ_INTERVAL, this::rotate));

	private final ReentrantLock lock = new ReentrantLock();

	private volatile KeyRing keys = KeyRing.EMPTY;

	private volatile Instant readAt = Instant.MIN;

	private volatile boolean failing;

	/**
	 * Creates keys that were not read yet.
	 * @param repository the repository of the keys
	 * @param encryption the encryption of the keys
	 * @param maker the maker of further keys
	 * @param clockSkew the time for which a token is accepted after it has expired
	 * @param clock the clock
	 */
	RotatingKeys(JdbcSigningKeyRepository repository, KeyEncryption encryption, KeyMaker maker, Duration clockSkew,
			Clock clock) {
		this.repository = repository;
		this.encryption = encryption;
		this.maker = maker;
		this.clockSkew = clockSkew;
		this.clock = clock;
	}

	/**
	 * Reads the keys for the first time, and makes the first one if there is none.
	 * @throws StoreException if the store cannot be read or written
	 * @throws UndecryptableKeyException if a key cannot be decrypted
	 */
	void initialize() {
		read();
		rotateOnce();
		this.keys.keys().stream().filter((key) -> key.pair() == null).findFirst().ifPresent((key) -> {
			throw new UndecryptableKeyException(key.stored().id());
		});
	}

	@Override
	public @Nullable SigningKey current(Duration lifetime) {
		Key key = this.keys.signing(this.clock.instant());
		if (key == null) {
			return null;
		}
		if (!key.covers(lifetime)) {
			this.repository.extend(key.stored().id(), lifetime);
			this.lock.lock();
			try {
				read();
			}
			finally {
				this.lock.unlock();
			}
		}
		return key.signer();
	}

	@Override
	public JWKSet publicKeys() {
		return this.keys.published();
	}

	@Override
	public void refresh() {
		if (!isDue()) {
			return;
		}
		try {
			if (this.lock.tryLock(SHORTEST_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
				try {
					if (isDue()) {
						readLeniently();
					}
				}
				finally {
					this.lock.unlock();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isDue() {
		Duration age = Duration.between(this.readAt, this.clock.instant());
		return age.isNegative() || age.compareTo(SHORTEST_INTERVAL) >= 0;
	}

	@Override
	public List<byte[]> derivationSecrets() {
		return this.encryption.secrets();
	}

	/**
	 * Makes a key that signs at once, and removes all others.
	 * @return the id of the new key
	 */
	String replaceAll() {
		this.lock.lock();
		try {
			read();
			String id = this.maker.replaceAll(this.keys).id();
			read();
			return id;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the keys as they were read last.
	 */
	KeyRing keys() {
		return this.keys;
	}

	/**
	 * Reads the keys, and makes and removes keys for which it is time. This method never
	 * throws: the outcome is in the log.
	 */
	void rotate() {
		this.lock.lock();
		try {
			if (readLeniently()) {
				rotateOnce();
			}
		}
		catch (StoreException ex) {
			fail(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void rotateOnce() {
		boolean changed = this.maker.makeIfDue(this.keys);
		for (StoredKey key : this.keys.expired(this.clock.instant().minus(this.clockSkew).minus(MARGIN))) {
			if (this.repository.delete(key.id())) {
				logger.info("Removed the signing key %s, whose last token has ended".formatted(key.id()));
			}
			changed = true;
		}
		for (Key key : this.keys.keys()) {
			if (key.pair() != null && !this.encryption.isCurrent(key.stored().encryptedKey())) {
				this.repository.encryptAgain(key.stored(), this.encryption.encrypt(key.pair()));
				changed = true;
			}
		}
		if (changed) {
			read();
		}
	}

	private boolean readLeniently() {
		try {
			read();
			return true;
		}
		catch (StoreException ex) {
			fail(ex);
			return false;
		}
	}

	/**
	 * Reads the keys. The time is set even if that fails, so that tokens with unknown
	 * keys do not query a database that does not respond again and again.
	 */
	private void read() {
		this.readAt = this.clock.instant();
		KeyRing known = this.keys;
		List<Key> read = this.repository.findAll().stream().map((stored) -> toKey(stored, known)).toList();
		if (!read.equals(known.keys())) {
			this.keys = KeyRing.of(read);
		}
		if (this.failing) {
			this.failing = false;
			logger.info("The signing keys can be read again");
		}
	}

	private void fail(StoreException ex) {
		if (!this.failing) {
			this.failing = true;
			logger.warn(ex.getMessage() + ". The known keys stay in use");
			logger.debug(ex.trace());
		}
	}

	/**
	 * Decrypts a key, unless it is already known. A key that cannot be decrypted is
	 * reported once.
	 */
	private Key toKey(StoredKey stored, KeyRing known) {
		Key same = known.find(stored.id());
		if (same != null && (same.pair() != null || same.stored().equals(stored))) {
			return new Key(stored, same.pair(), same.signer());
		}
		JWK pair = this.encryption.decrypt(stored.encryptedKey());
		if (pair == null || !stored.id().equals(thumbprint(pair))) {
			logger.error(("The signing key %s cannot be decrypted with jwt-security.signing.encryption-secret or one of"
					+ " jwt-security.signing.previous-encryption-secrets: tokens that it signs are refused here")
				.formatted(stored.id()));
			return new Key(stored, null, null);
		}
		JWSAlgorithm algorithm = JWSAlgorithm.parse(String.valueOf(pair.getAlgorithm()));
		return new Key(stored, pair, SigningKey.of(pair, Set.of(algorithm)));
	}

	private static @Nullable String thumbprint(JWK pair) {
		try {
			return pair.computeThumbprint().toString();
		}
		catch (JOSEException ex) {
			return null;
		}
	}

	@Override
	public void start() {
		this.tasks.start();
	}

	@Override
	public void stop() {
		this.tasks.stop();
	}

	@Override
	public boolean isRunning() {
		return this.tasks.isRunning();
	}

}
