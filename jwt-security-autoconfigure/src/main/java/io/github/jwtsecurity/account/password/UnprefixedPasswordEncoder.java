package io.github.jwtsecurity.account.password;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * An encoder for stored hashes without an {@code {id}}, or with an unknown one. Hashes
 * that name their algorithm are verified, and replaced at the next login. All others are
 * unreadable.
 */
final class UnprefixedPasswordEncoder implements PasswordEncoder {

	private final Map<HashFormat, PasswordEncoder> encoders;

	private final PasswordEncoder unreadable;

	/**
	 * Creates an encoder.
	 * @param encoders the encoders by their formats
	 * @param unreadable the encoder for all other hashes
	 */
	UnprefixedPasswordEncoder(Map<HashFormat, PasswordEncoder> encoders, PasswordEncoder unreadable) {
		this.encoders = Map.copyOf(encoders);
		this.unreadable = unreadable;
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence rawPassword) {
		return this.unreadable.encode(rawPassword);
	}

	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		return encoder(encodedPassword).matches(rawPassword, encodedPassword);
	}

	private PasswordEncoder encoder(@Nullable String hash) {
		return this.encoders.entrySet()
			.stream()
			.filter((encoder) -> hash != null && encoder.getKey().isNamedIn(hash))
			.map(Map.Entry::getValue)
			.findAny()
			.orElse(this.unreadable);
	}

}
