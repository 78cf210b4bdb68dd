package io.github.jwtsecurity.account;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Stands for stored hashes that cannot be read. It never matches, and takes as long to
 * say so as the encoder of new hashes.
 */
final class UnreadablePasswordEncoder implements PasswordEncoder {

	private final PasswordEncoder delegate;

	private final String standIn;

	UnreadablePasswordEncoder(PasswordEncoder delegate, String standIn) {
		this.delegate = delegate;
		this.standIn = standIn;
	}

	@Override
	public String encode(@Nullable CharSequence rawPassword) {
		throw new UnsupportedOperationException("New hashes are made by another encoder");
	}

	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		this.delegate.matches(StrictPasswordEncoder.STAND_IN, this.standIn);
		return false;
	}

}
