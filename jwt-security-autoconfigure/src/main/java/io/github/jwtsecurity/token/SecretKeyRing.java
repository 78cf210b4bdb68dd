package io.github.jwtsecurity.token;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;

/**
 * The shared secrets of an issuer. Every key has one algorithm. A token with a known
 * {@code kid} is checked with that key alone, any other token with each key in turn.
 */
final class SecretKeyRing implements SignatureVerifier {

	private final JWSAlgorithm algorithm;

	private final List<OctetSequenceKey> keys;

	private final Map<String, HmacKey> verifiers = new LinkedHashMap<>();

	/**
	 * Creates a key ring.
	 * @param algorithm the only algorithm
	 * @param secrets the secrets, beginning with the one that signs if there is one
	 */
	SecretKeyRing(JWSAlgorithm algorithm, List<Secret> secrets) {
		this.algorithm = algorithm;
		this.keys = secrets.stream().map(this::toKey).toList();
		this.keys.forEach(this::addVerifier);
	}

	/**
	 * Returns the key of the first secret.
	 */
	SigningKey signingKey() {
		return SigningKey.of(this.keys.get(0), this.algorithm);
	}

	/**
	 * Returns whether one of the secrets has an id.
	 */
	boolean hasKey(String id) {
		return this.verifiers.containsKey(id);
	}

	boolean isEmpty() {
		return this.keys.isEmpty();
	}

	@Override
	public boolean hasKeys() {
		return !isEmpty();
	}

	@Override
	public Set<String> algorithms() {
		return Set.of(this.algorithm.getName());
	}

	@Override
	public List<String> keyIds() {
		return List.copyOf(this.verifiers.keySet());
	}

	@Override
	public void requireAlgorithm(CompactJws jws) {
		if (!this.algorithm.equals(jws.header().getAlgorithm())) {
			throw InvalidTokenException.algorithm();
		}
	}

	@Override
	public AcceptedKey verify(CompactJws jws) {
		requireAlgorithm(jws);
		HmacKey named = this.verifiers.get(jws.header().getKeyID());
		Collection<HmacKey> candidates = (named != null) ? List.of(named) : this.verifiers.values();
		byte[] bytes = jws.bytes();
		for (HmacKey candidate : candidates) {
			if (candidate.hasSigned(this.algorithm, bytes, jws.signedLength(), jws.signature())) {
				return AcceptedKey.ALWAYS;
			}
		}
		throw InvalidTokenException.signature();
	}

	private OctetSequenceKey toKey(Secret secret) {
		return new OctetSequenceKey.Builder(secret.bytes()).algorithm(this.algorithm)
			.keyUse(KeyUse.SIGNATURE)
			.keyID(SecretKeyId.of(secret))
			.build();
	}

	private void addVerifier(OctetSequenceKey key) {
		try {
			this.verifiers.put(key.getKeyID(), new HmacKey(key, this.algorithm));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A checked secret is not usable for " + this.algorithm, ex);
		}
	}

}
