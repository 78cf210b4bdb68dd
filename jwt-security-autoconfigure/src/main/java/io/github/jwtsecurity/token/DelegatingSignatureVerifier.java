package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A verifier with secrets and key pairs. The algorithm of a token determines which of
 * them may have signed it, so that no key is used with an algorithm of the other kind.
 */
final class DelegatingSignatureVerifier implements SignatureVerifier {

	private final SecretKeyRing secrets;

	private final KeySetVerifier keyPairs;

	private DelegatingSignatureVerifier(SecretKeyRing secrets, KeySetVerifier keyPairs) {
		this.secrets = secrets;
		this.keyPairs = keyPairs;
	}

	/**
	 * Creates a verifier.
	 * @param secrets the secrets, which may be empty
	 * @param keyPairs the key pairs
	 * @return a verifier for both, or the one for the key pairs if there is no secret
	 */
	static SignatureVerifier of(SecretKeyRing secrets, KeySetVerifier keyPairs) {
		return secrets.isEmpty() ? keyPairs : new DelegatingSignatureVerifier(secrets, keyPairs);
	}

	@Override
	public void requireAlgorithm(CompactJws jws) {
		verifier(jws).requireAlgorithm(jws);
	}

	@Override
	public AcceptedKey verify(CompactJws jws) {
		return verifier(jws).verify(jws);
	}

	private SignatureVerifier verifier(CompactJws jws) {
		boolean symmetric = this.secrets.algorithms().contains(jws.header().getAlgorithm().getName());
		return symmetric ? this.secrets : this.keyPairs;
	}

	@Override
	public Set<String> algorithms() {
		Set<String> algorithms = new TreeSet<>(this.secrets.algorithms());
		algorithms.addAll(this.keyPairs.algorithms());
		return algorithms;
	}

	@Override
	public List<String> keyIds() {
		return Stream.concat(this.keyPairs.keyIds().stream(), this.secrets.keyIds().stream()).toList();
	}

	/**
	 * Returns whether there is any key. The key pairs are checked first, since this
	 * refreshes their key set if necessary.
	 */
	@Override
	public boolean hasKeys() {
		return this.keyPairs.hasKeys() || this.secrets.hasKeys();
	}

	@Override
	public boolean knowsKeys() {
		return this.keyPairs.knowsKeys() || this.secrets.knowsKeys();
	}

	@Override
	public void requestKeys() {
		this.keyPairs.requestKeys();
	}

}
