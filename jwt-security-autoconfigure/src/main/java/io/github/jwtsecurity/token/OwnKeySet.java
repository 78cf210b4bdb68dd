package io.github.jwtsecurity.token;

import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of this service: those in files, and those of the managed keys.
 */
final class OwnKeySet implements KeySet {

	private final JWKSet ofFiles;

	private final @Nullable ManagedKeys managed;

	private volatile Union union;

	OwnKeySet(JWKSet ofFiles, @Nullable ManagedKeys managed) {
		this.ofFiles = ofFiles;
		this.managed = managed;
		this.union = new Union(new JWKSet(), ofFiles);
	}

	@Override
	public JWKSet current() {
		if (this.managed == null) {
			return this.ofFiles;
		}
		JWKSet keys = this.managed.publicKeys();
		Union known = this.union;
		if (known.managed() != keys) {
			known = new Union(keys,
					new JWKSet(Stream.concat(keys.getKeys().stream(), this.ofFiles.getKeys().stream()).toList()));
			this.union = known;
		}
		return known.all();
	}

	@Override
	public List<JWK> select(JWKSelector selector) {
		List<JWK> found = selector.select(current());
		return (found.isEmpty() && this.managed != null) ? selectAfterRefresh(selector, this.managed) : found;
	}

	private List<JWK> selectAfterRefresh(JWKSelector selector, ManagedKeys managed) {
		boolean read = managed.refresh();
		List<JWK> found = selector.select(current());
		if (found.isEmpty() && !read) {
			// Another instance may have made the key.
			throw new KeysUnavailableException();
		}
		return found;
	}

	@Override
	public void close() {
		// The keys are closed by their owner.
	}

	private record Union(JWKSet managed, JWKSet all) {
	}

}
