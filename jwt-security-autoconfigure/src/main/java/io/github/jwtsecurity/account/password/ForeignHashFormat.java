package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * A format of hashes that another program created. They are verified, and replaced at the
 * next login.
 */
abstract class ForeignHashFormat implements HashFormat {

	@Override
	public final PasswordEncoder encoder() {
		return new ForeignPasswordEncoder(this);
	}

	@Override
	public final Strength strength(String hash) {
		return (read(hash) != null) ? Strength.WEAK : Strength.UNREADABLE;
	}

	/**
	 * Reads a stored hash, which is given without an {@code {id}}.
	 * @param hash the stored hash
	 * @return the hash; {@code null} if it is malformed, or so expensive that it is not
	 * verified
	 */
	abstract @Nullable ForeignHash read(String hash);

	/**
	 * A readable hash.
	 */
	@FunctionalInterface
	interface ForeignHash {

		/**
		 * Compares a password with the hash, in constant time.
		 * @param password the password, not empty
		 * @return whether the hash is that of the password
		 */
		boolean matches(CharSequence password);

	}

	private record ForeignPasswordEncoder(ForeignHashFormat format) implements PasswordEncoder {

		@Override
		public String encode(@Nullable CharSequence rawPassword) {
			throw new UnsupportedOperationException("Hashes of other programs are verified, but not created");
		}

		@Override
		public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
			ForeignHash hash = (encodedPassword != null) ? this.format.read(encodedPassword) : null;
			return rawPassword != null && hash != null && hash.matches(rawPassword);
		}

		@Override
		public boolean upgradeEncoding(@Nullable String encodedPassword) {
			return true;
		}

	}

}
