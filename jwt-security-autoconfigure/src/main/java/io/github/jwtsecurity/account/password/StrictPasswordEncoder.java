package io.github.jwtsecurity.account.password;

import io.github.jwtsecurity.account.password.HashFormat.Strength;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.Assert;

/**
 * An encoder that protects another one from passwords that it would truncate or reject
 * with an exception. Each comparison costs one hash, for any input.
 */
final class StrictPasswordEncoder implements PasswordEncoder {

	/** The text that is hashed in place of such a password. */
	static final String STAND_IN = "stand-in";

	private final PasswordEncoder delegate;

	private final HashFormat format;

	private final PasswordEncoder unreadable;

	/**
	 * Creates a new instance.
	 * @param delegate the encoder
	 * @param format the format of the hashes
	 * @param unreadable the encoder for stored hashes that are not readable
	 */
	StrictPasswordEncoder(PasswordEncoder delegate, HashFormat format, PasswordEncoder unreadable) {
		this.delegate = delegate;
		this.format = format;
		this.unreadable = unreadable;
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence rawPassword) {
		Assert.isTrue(rawPassword != null && takes(rawPassword), "The encoder cannot take this password");
		return this.delegate.encode(rawPassword);
	}

	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		if (!isReadable(encodedPassword)) {
			return this.unreadable.matches(rawPassword, encodedPassword);
		}
		boolean taken = rawPassword != null && takes(rawPassword);
		return this.delegate.matches(taken ? rawPassword : STAND_IN, encodedPassword) && taken;
	}

	@Override
	public boolean upgradeEncoding(@Nullable String encodedPassword) {
		return encodedPassword == null || this.format.strength(encodedPassword) != Strength.SUFFICIENT;
	}

	private boolean isReadable(@Nullable String hash) {
		return hash != null && this.format.strength(hash) != Strength.UNREADABLE;
	}

	private boolean takes(CharSequence password) {
		PlainPassword plain = new PlainPassword(password.toString());
		return !password.isEmpty() && plain.isUnambiguous() && plain.fits(this.format.maxBytes());
	}

}
