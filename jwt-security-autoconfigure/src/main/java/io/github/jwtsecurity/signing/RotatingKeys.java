package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.JWSAlgorithm;
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
 * The managed keys, as this instance knows them. They are read periodically, so that
 * requests do not query the store. There are three exceptions: a token has an unknown
 * key, a token has a longer lifetime than all before, or the process was suspended. While
 * the store cannot be read, the known keys stay in use.
 */
final class RotatingKeys implements ManagedKeys, SmartLifecycle {

	/** The time within which an instance notices that a key was replaced. */
	static final Duration READ_INTERVAL = Duration.ofSeconds(5);

	/**
	 * The age of the last attempt to read the keys that is only reached if the process
	 * was suspended.
	 */
	private static final Duration SUSPENDED = READ_INTERVAL.multipliedBy(6);

	/**
	 * The interval in which keys are encrypted with the current secret. It is long, since
	 * instances with different current secrets encrypt the keys again and again.
	 */
	private static final Duration ENCRYPTION_INTERVAL = Duration.ofHours(1);

	/** The shortest time between two reads that requests start. */
	/** The time for which no request queries the store again after a failure. */
	private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

	/** The longest time for which a request waits for the store. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

	/**
	 * The maximum number of attempts to replace the keys before another instance does.
	 */
	private static final int REPLACEMENT_ATTEMPTS = 5;

	private static final Log logger = LogFactory.getLog(RotatingKeys.class);

	private final KeyReader reader;

	private final KeyRotation rotation;

	private final KeyEncryption encryption;

	private final Clock clock;

	private final PeriodicTasks tasks = new PeriodicTasks("jwt-security-signing-",
			new Task(READ_INTERVAL, this::rotate), new Task(ENCRYPTION_INTERVAL, this::encryptAgain));

	private final KeyRefresh refresh = new KeyRefresh(() -> run(this::read));

	private final ReentrantLock lock = new ReentrantLock();

	private volatile KeyRing keys = KeyRing.EMPTY;

	private volatile Instant readAt = Instant.MIN;

	private volatile boolean lastReadFailed;

	private volatile boolean failing;

	/**
	 * Creates keys that were not read yet.
	 * @param reader the reader of the keys
	 * @param rotation the rotation of the keys
	 * @param encryption the encryption of the keys
	 * @param clock the clock
	 */
	RotatingKeys(KeyReader reader, KeyRotation rotation, KeyEncryption encryption, Clock clock) {
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
	public void initialize() {
		read();
		requireDecryptable();
		try {
			apply();
			this.reader.encryptAgain(this.keys);
		}
		catch (StoreException ex) {
			if (this.keys.newest() == null) {
				throw ex;
			}
			fail(ex);
		}
		requireDecryptable();
	}

	private void requireDecryptable() {
		StoredKey key = this.keys.undecryptable();
		if (key != null) {
			throw new UndecryptableKeyException(key.id());
		}
	}

	@Override
	public SigningKey current(Duration lifetime, @Nullable SigningKey predecessor) {
		Key key = signing(predecessor != null);
		if (key != null && !key.stored().covers(lifetime)) {
			StoredKey stored = key.stored();
			OwnThread.run(() -> extend(stored, lifetime));
			key = signing(predecessor != null);
		}
		SigningKey current = (key != null) ? key.signer() : predecessor;
		if (current == null) {
			throw new IllegalStateException("No managed key can be decrypted");
		}
		return current;
	}

	private @Nullable Key signing(boolean hasPredecessor) {
		KeyRing known = readIfSuspended();
		Key key = known.signing(this.clock.instant());
		return (key != null || hasPredecessor) ? key : known.oldest();
	}

	private void extend(StoredKey key, Duration lifetime) {
		this.rotation.extend(key, lifetime);
		this.lock.lock();
		try {
			read();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public JWKSet publicKeys() {
		return readIfSuspended().published();
	}

	/**
	 * Returns the keys. If the process was suspended, they are read first, since other
	 * instances may have replaced them in the meantime.
	 */
	private KeyRing readIfSuspended() {
		if (isOlderThan(SUSPENDED)) {
			this.refresh.await(LONGEST_WAIT);
		}
		return this.keys;
	}

	@Override
	public Set<JWSAlgorithm> algorithms() {
		Set<JWSAlgorithm> algorithms = new HashSet<>(this.keys.algorithms());
		algorithms.add(this.rotation.algorithm());
		return algorithms;
	}

	@Override
	public boolean refresh() {
		boolean hasJustFailed = this.lastReadFailed && !isOlderThan(SHORTEST_INTERVAL);
		boolean read = !hasJustFailed && this.refresh.await(LONGEST_WAIT);
		return read && !this.lastReadFailed;
	}

	/**
	 * Returns whether the last attempt to read the keys is older than a time. If its age
	 * is negative, the clock was set back and the actual age is unknown.
	 */
	private boolean isOlderThan(Duration time) {
		Instant last = this.readAt;
		Instant now = this.clock.instant();
		return now.isBefore(last) || !now.isBefore(last.plus(time));
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
		this.lock.lock();
		try {
			for (int i = 0; i < REPLACEMENT_ATTEMPTS; i++) {
				read();
				StoredKey key = this.rotation.replaceAll(this.keys);
				if (key != null) {
					run(this::read);
					return key.id();
				}
			}
			throw new IllegalStateException("Other instances have made keys at the same time, so none was replaced");
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
	 * Reads the keys, and makes and removes keys for which it is time. This method throws
	 * no exception of the store: the outcome is in the log.
	 */
	void rotate() {
		run(() -> {
			read();
			apply();
			succeed();
		});
	}

	/**
	 * Encrypts keys with the current secret that a previous one has encrypted.
	 */
	void encryptAgain() {
		run(() -> {
			read();
			this.reader.encryptAgain(this.keys);
		});
	}

	/**
	 * Runs an access. A failure of the store is not thrown but logged, once until the
	 * store can be used again.
	 */
	private void run(Runnable access) {
		this.lock.lock();
		try {
			access.run();
		}
		catch (StoreException ex) {
			fail(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void apply() {
		if (this.rotation.apply(this.keys)) {
			read();
		}
	}

	/**
	 * Reads the keys. A read that fails counts as well, so that tokens with unknown keys
	 * do not query a database that does not respond again and again.
	 */
	private void read() {
		this.readAt = this.clock.instant();
		try {
			this.keys = this.reader.read(this.keys);
			this.lastReadFailed = false;
		}
		catch (StoreException ex) {
			this.lastReadFailed = true;
			throw ex;
		}
	}

	private void succeed() {
		if (this.failing) {
			this.failing = false;
			logger.info("The signing keys can be used again");
		}
	}

	private void fail(StoreException ex) {
		if (!this.failing) {
			this.failing = true;
			logger.warn(ex.getMessage() + ". The known keys stay in use");
			logger.debug(ex.trace());
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
