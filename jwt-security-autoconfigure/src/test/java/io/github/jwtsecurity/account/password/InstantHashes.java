package io.github.jwtsecurity.account.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;
import org.awaitility.Awaitility;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * An initializer for applications whose tests are not about hashes. New hashes have the
 * form and the parameters of Argon2, but are computed without delay. Real hashes are
 * verified by the real encoder.
 */
public final class InstantHashes implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** A password with a real hash, which takes as long as in an application. */
	public static final String SLOW_PASSWORD = "Slow-horse-1";

	/** A password whose hash is not verified during a {@link Hold}. */
	public static final String HELD_PASSWORD = "Patient-horse-1";

	private static final Semaphore NO_HOLD = new Semaphore(Integer.MAX_VALUE);

	/** The hashes of {@link #HELD_PASSWORD} that may be verified. */
	private static volatile Semaphore released = NO_HOLD;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		BeanFactory beanFactory = context.getBeanFactory();
		context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof PasswordHasher) ? hasher(beanFactory) : bean;
			}

		});
	}

	private static PasswordHasher hasher(BeanFactory beanFactory) {
		PasswordProperties properties = beanFactory.getBean(PasswordProperties.class);
		return new PasswordHasher(PasswordLimits.of(properties),
				PasswordEncoders.create(properties.encoder(), encoders()), beanFactory.getBean(HashGate.class));
	}

	/**
	 * Returns the encoders by their ids.
	 */
	static Map<String, PasswordEncoder> encoders() {
		Map<String, PasswordEncoder> encoders = PasswordEncoders.delegates(InstantHashes.class.getClassLoader());
		encoders.computeIfPresent(Encoder.ARGON2.id(), (id, real) -> new InstantEncoder(real));
		return encoders;
	}

	/**
	 * A time in which the hash of {@link #HELD_PASSWORD} is not verified, so that other
	 * passwords have to wait for their turn.
	 */
	public static final class Hold implements AutoCloseable {

		private final HashGate gate;

		/**
		 * Begins a new hold.
		 * @param context the application that hashes the password
		 */
		public Hold(ApplicationContext context) {
			this.gate = context.getBean(HashGate.class);
			released = new Semaphore(0);
		}

		/**
		 * Waits until a number of passwords are hashed or wait.
		 */
		public void awaitPasswords(int number) {
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> this.gate.active() + this.gate.queued() == number);
		}

		/**
		 * Releases one hash after the other, as if hashing took longer than the rest of a
		 * request.
		 * @param requests the requests, which are answered when the method returns
		 */
		public void release(List<? extends CompletableFuture<?>> requests) {
			Semaphore permits = released;
			requests.forEach((request) -> request.thenRun(permits::release));
			permits.release();
			requests.forEach(CompletableFuture::join);
		}

		@Override
		public void close() {
			released.release(Integer.MAX_VALUE / 2);
			released = NO_HOLD;
		}

	}

	private static final class InstantEncoder extends AbstractValidatingPasswordEncoder {

		/** The prefix of the salts of instant hashes. */
		private static final byte[] MARK = "instant-".getBytes(StandardCharsets.UTF_8);

		/** The rest of the salts of {@link #HELD_PASSWORD}. */
		private static final long HELD = 0;

		private static final String STAND_IN = PasswordEncoders.format(Encoder.ARGON2).standIn();

		/** A real hash of a known password. */
		private static final String KNOWN = StoredHashes.CURRENT.get(Encoder.ARGON2.id())
			.substring("{argon2}".length());

		private final PasswordEncoder real;

		InstantEncoder(PasswordEncoder real) {
			this.real = real;
		}

		@Override
		protected String encodeNonNullPassword(String rawPassword) {
			if (rawPassword.equals(SLOW_PASSWORD)) {
				return this.real.encode(rawPassword);
			}
			long number = rawPassword.equals(HELD_PASSWORD) ? HELD : ThreadLocalRandom.current().nextLong();
			byte[] salt = ByteBuffer.allocate(16).put(MARK).putLong(number).array();
			return Argon2Hash.parse(STAND_IN).with(salt, key(salt, rawPassword)).text();
		}

		@Override
		protected boolean matchesNonNull(String rawPassword, String encodedPassword) {
			if (encodedPassword.equals(STAND_IN)) {
				return false;
			}
			if (encodedPassword.equals(KNOWN)) {
				return rawPassword.equals(StoredHashes.PASSWORD);
			}
			Argon2Hash hash = Argon2Hash.parse(encodedPassword);
			if (hash == null || !Arrays.equals(hash.salt(), 0, MARK.length, MARK, 0, MARK.length)) {
				return this.real.matches(rawPassword, encodedPassword);
			}
			if (ByteBuffer.wrap(hash.salt()).getLong(MARK.length) == HELD) {
				released.acquireUninterruptibly();
			}
			return Arrays.equals(hash.key(), key(hash.salt(), rawPassword));
		}

		private static byte[] key(byte[] salt, String password) {
			try {
				MessageDigest digest = MessageDigest.getInstance("SHA-256");
				digest.update(salt);
				return digest.digest(password.getBytes(StandardCharsets.UTF_8));
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
