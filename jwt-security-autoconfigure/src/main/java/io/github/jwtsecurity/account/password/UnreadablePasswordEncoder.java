package io.github.jwtsecurity.account.password;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * An encoder for stored hashes that cannot be read. They never match, and a comparison
 * takes as long as with the encoder of new hashes.
 */
final class UnreadablePasswordEncoder implements PasswordEncoder {

	private static final Log logger = LogFactory.getLog(UnreadablePasswordEncoder.class);

	private final PasswordEncoder delegate;

	private final String standIn;

	UnreadablePasswordEncoder(PasswordEncoder delegate, String standIn) {
		this.delegate = delegate;
		this.standIn = standIn;
	}

	@Override
	public String encode(@Nullable CharSequence rawPassword) {
		throw new UnsupportedOperationException("New hashes are created by another encoder");
	}

	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		if (!PasswordHasher.NO_HASH.equals(encodedPassword)
				&& (encodedPassword == null || !encodedPassword.startsWith(PasswordHasher.REVOKED))) {
			logger.warn("The stored password hash of an account cannot be read. Nobody can log in with it");
		}
		this.delegate.matches(StrictPasswordEncoder.STAND_IN, this.standIn);
		return false;
	}

}
