package io.github.jwtsecurity.account.password;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

/**
 * An encoder for Argon2 (RFC 9106) with memory that each thread uses again. Spring
 * Security's encoder allocates memory for each hash: under many logins, the garbage
 * collector then moves the memory of running hashes, and every request waits for it.
 */
final class PooledArgon2PasswordEncoder extends AbstractValidatingPasswordEncoder {

	private final Argon2Hash parameters;

	private final BytesKeyGenerator salts;

	/**
	 * The memory of each thread. It is released with the thread, since the
	 * {@link HashGate} ends idle threads, or earlier if other code needs the memory.
	 */
	private final ThreadLocal<@Nullable SoftReference<BlockPool>> kept = new ThreadLocal<>();

	/**
	 * Creates a new encoder.
	 * @param parameters the parameters of new hashes
	 */
	PooledArgon2PasswordEncoder(Argon2Hash parameters) {
		this.parameters = parameters;
		this.salts = KeyGenerators.secureRandom(parameters.salt().length);
	}

	@Override
	protected String encodeNonNullPassword(String rawPassword) {
		byte[] salt = this.salts.generateKey();
		return this.parameters.with(salt, derive(rawPassword, this.parameters, salt)).text();
	}

	@Override
	protected boolean matchesNonNull(String rawPassword, String encodedPassword) {
		Argon2Hash stored = Argon2Hash.parse(encodedPassword);
		return stored != null && MessageDigest.isEqual(derive(rawPassword, stored, stored.salt()), stored.key());
	}

	private byte[] derive(String password, Argon2Hash hash, byte[] salt) {
		Argon2BytesGenerator generator = new Argon2BytesGenerator();
		generator.init(new Argon2Parameters.Builder(type(hash)).withVersion(hash.version())
			.withMemoryAsKB(hash.memory())
			.withIterations(hash.passes())
			.withParallelism(hash.lanes())
			.withSalt(salt)
			.withBlockPool(memory())
			.build());
		byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
		byte[] key = new byte[hash.key().length];
		generator.generateBytes(bytes, key);
		Arrays.fill(bytes, (byte) 0);
		return key;
	}

	private BlockPool memory() {
		SoftReference<BlockPool> reference = this.kept.get();
		BlockPool memory = (reference != null) ? reference.get() : null;
		if (memory == null) {
			// The size of a block is 1 KiB.
			memory = new FixedBlockPool(this.parameters.memory());
			this.kept.set(new SoftReference<>(memory));
		}
		return memory;
	}

	private static int type(Argon2Hash hash) {
		return switch (hash.type()) {
			case "d" -> Argon2Parameters.ARGON2_d;
			case "i" -> Argon2Parameters.ARGON2_i;
			default -> Argon2Parameters.ARGON2_id;
		};
	}

}
