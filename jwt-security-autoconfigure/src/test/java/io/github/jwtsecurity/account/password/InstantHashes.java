package io.github.jwtsecurity.account.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
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

	private static final class InstantEncoder extends AbstractValidatingPasswordEncoder {

		/** The prefix of the salts of instant hashes. */
		private static final byte[] MARK = "instant-".getBytes(StandardCharsets.UTF_8);

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
			byte[] salt = ByteBuffer.allocate(16).put(MARK).putLong(ThreadLocalRandom.current().nextLong()).array();
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
