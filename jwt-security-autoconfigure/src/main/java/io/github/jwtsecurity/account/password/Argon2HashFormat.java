package io.github.jwtsecurity.account.password;

import org.bouncycastle.crypto.params.Argon2Parameters;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.ClassUtils;

/**
 * The format of Argon2id hashes (RFC 9106) with 19 MiB, two passes and one lane, as OWASP
 * recommends. Hashes of Argon2d, of Argon2i and of version 1.0 are verified, but not
 * created.
 */
final class Argon2HashFormat implements NewHashFormat {

	private static final String TYPE = "id";

	private static final int VERSION = 19;

	private static final int SALT_LENGTH = 16;

	private static final int KEY_LENGTH = 32;

	private static final int LANES = 1;

	private static final int MEMORY = 19_456;

	private static final int PASSES = 2;

	/**
	 * The maximum product of memory and passes, in KiB: about ten times that of a new
	 * hash.
	 */
	private static final int MAX_WORK = 512 * 1024;

	/**
	 * Returns the encoder. Bouncy Castle before 1.85 cannot use pooled memory.
	 */
	@Override
	public PasswordEncoder encoder() {
		boolean poolable = ClassUtils.getMethodCountForName(Argon2Parameters.Builder.class, "withBlockPool") > 0;
		return poolable ? new PooledArgon2PasswordEncoder(blank())
				: new Argon2PasswordEncoder(SALT_LENGTH, KEY_LENGTH, LANES, MEMORY, PASSES);
	}

	@Override
	public Strength strength(String text) {
		Argon2Hash hash = Argon2Hash.parse(text);
		if (hash == null || hash.memory() * 1024L > MAX_MEMORY || (long) hash.memory() * hash.passes() > MAX_WORK) {
			return Strength.UNREADABLE;
		}
		boolean sufficient = hash.type().equals(TYPE) && hash.version() == VERSION && hash.memory() >= MEMORY
				&& hash.passes() >= PASSES && hash.salt().length >= SALT_LENGTH && hash.key().length >= KEY_LENGTH;
		return sufficient ? Strength.SUFFICIENT : Strength.WEAK;
	}

	@Override
	public String standIn() {
		return blank().text();
	}

	/**
	 * Returns an empty hash with the parameters of new hashes.
	 */
	private static Argon2Hash blank() {
		return new Argon2Hash(TYPE, VERSION, MEMORY, PASSES, LANES, new byte[SALT_LENGTH], new byte[KEY_LENGTH]);
	}

}
