package io.github.jwtsecurity.account.password;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Encoders with a record of each hash that they compute.
 */
final class CountedEncoders {

	private final List<String> hashes = new CopyOnWriteArrayList<>();

	private final PasswordEncoder encoder;

	/**
	 * Creates the real encoders.
	 */
	CountedEncoders(Encoder current) {
		this(current, PasswordEncoders.delegates(CountedEncoders.class.getClassLoader()));
	}

	CountedEncoders(Encoder current, Map<String, PasswordEncoder> delegates) {
		Map<String, PasswordEncoder> counted = new HashMap<>();
		delegates.forEach((id, delegate) -> counted.put(id, new Counted(id, delegate)));
		this.encoder = PasswordEncoders.create(current, counted);
	}

	PasswordEncoder encoder() {
		return this.encoder;
	}

	/**
	 * Returns the ids of the encoders that computed a hash since the last call.
	 */
	List<String> taken() {
		List<String> taken = List.copyOf(this.hashes);
		this.hashes.clear();
		return taken;
	}

	private final class Counted implements PasswordEncoder {

		private final String id;

		private final PasswordEncoder delegate;

		private Counted(String id, PasswordEncoder delegate) {
			this.id = id;
			this.delegate = delegate;
		}

		@Override
		public String encode(CharSequence rawPassword) {
			CountedEncoders.this.hashes.add(this.id);
			return this.delegate.encode(rawPassword);
		}

		@Override
		public boolean matches(CharSequence rawPassword, String encodedPassword) {
			// If either is empty, Spring Security's encoders return without computing a
			// hash.
			if (!rawPassword.isEmpty() && !encodedPassword.isEmpty()) {
				CountedEncoders.this.hashes.add(this.id);
			}
			return this.delegate.matches(rawPassword, encodedPassword);
		}

		@Override
		public boolean upgradeEncoding(String encodedPassword) {
			return this.delegate.upgradeEncoding(encodedPassword);
		}

	}

}
