package io.github.jwtsecurity.account.password;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.password.CompromisedPasswordChecker;

/**
 * Passwords for tests of other packages, with a record of the hashes that are computed.
 */
public final class TestPasswords implements AutoCloseable {

	/** The password of the hashes that the methods below return. */
	public static final String PASSWORD = StoredHashes.PASSWORD;

	private final int gateSize;

	private final HashGate gate;

	private final CountedEncoders encoders;

	private TestPasswords(int gateSize, CountedEncoders encoders) {
		this.gateSize = gateSize;
		this.gate = new HashGate(gateSize, Duration.ofMinutes(5));
		this.encoders = encoders;
	}

	/**
	 * Creates passwords of which only a few are hashed at a time.
	 */
	public static TestPasswords real(int gateSize) {
		return new TestPasswords(gateSize, new CountedEncoders(Encoder.ARGON2));
	}

	/**
	 * Creates passwords with instant hashes, of which a limited number is computed at the
	 * same time.
	 */
	public static TestPasswords instant(int gateSize) {
		return new TestPasswords(gateSize, new CountedEncoders(Encoder.ARGON2, InstantHashes.encoders()));
	}

	/**
	 * Returns a hash with the parameters of new ones.
	 */
	public static String currentHash(String encoder) {
		return StoredHashes.CURRENT.get(encoder);
	}

	/**
	 * Returns a hash with the weakest parameters.
	 */
	public static String weakHash(String encoder) {
		return StoredHashes.WEAK.get(encoder);
	}

	public Passwords passwords(@Nullable CompromisedPasswordChecker checker) {
		return new Passwords(PasswordPolicyTests.policy(checker), new PasswordHasher(
				PasswordLimits.of(PasswordPropertiesTests.bind()), this.encoders.encoder(), this.gate));
	}

	/**
	 * Returns the ids of the encoders that computed a hash since the last call.
	 */
	public List<String> taken() {
		return this.encoders.taken();
	}

	/**
	 * Occupies all places of the gate until the latch is released.
	 */
	public CountDownLatch occupy() {
		CountDownLatch release = new CountDownLatch(1);
		for (int place = 0; place < this.gateSize; place++) {
			this.gate.submit(Set.of(), () -> {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return null;
			});
		}
		return release;
	}

	@Override
	public void close() {
		this.gate.close();
	}

}
