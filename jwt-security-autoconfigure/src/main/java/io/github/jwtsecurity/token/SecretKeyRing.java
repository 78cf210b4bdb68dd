package io.github.jwtsecurity.token;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The shared secrets, beginning with the one that signs. Every key has one algorithm. A
 * token with a known {@code kid} is checked with that key alone, any other token with
 * each key in turn.
 */
final class SecretKeyRing implements SignatureVerifier {

	private final JWSAlgorithm algorithm;

	private final OctetSequenceKey signingKey;

	private final KeyDerivation derivation;

	private final Map<String, JWSVerifier> verifiers = new LinkedHashMap<>();

	SecretKeyRing(JWSAlgorithm algorithm, Secret current, Collection<Secret> previous) {
		this.algorithm = algorithm;
		this.signingKey = toKey(current);
		addVerifier(this.signingKey);
		previous.forEach((secret) -> addVerifier(toKey(secret)));
		this.derivation = new KeyDerivation(Stream.concat(Stream.of(current), previous.stream()).toList());
	}

	/**
	 * Returns the key that signs new tokens.
	 * @return the key, with its {@code kid} and algorithm
	 */
	OctetSequenceKey signingKey() {
		return this.signingKey;
	}

	/**
	 * Creates the derivation of keys for other purposes.
	 * @return the derivation from these secrets
	 */
	KeyDerivation derivation() {
		return this.derivation;
	}

	/**
	 * Returns whether one of the secrets has the key id of a token.
	 * @param jwt a verified token
	 * @return {@code true} if its header has the id of one of the secrets
	 */
	boolean hasKeyOf(Jwt jwt) {
		return jwt.getHeaders().get("kid") instanceof String kid && this.verifiers.containsKey(kid);
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
	public AcceptedKey verify(CompactJws jws) {
		if (!this.algorithm.equals(jws.header().getAlgorithm())) {
			throw InvalidTokenException.algorithm();
		}
		JWSVerifier named = this.verifiers.get(jws.header().getKeyID());
		Collection<JWSVerifier> candidates = (named != null) ? List.of(named) : this.verifiers.values();
		if (candidates.stream().noneMatch((verifier) -> isSignedBy(verifier, jws))) {
			throw InvalidTokenException.signature();
		}
		return AcceptedKey.ALWAYS;
	}

	private static boolean isSignedBy(JWSVerifier verifier, CompactJws jws) {
		try {
			return verifier.verify(jws.header(), jws.signingInput(), jws.signature());
		}
		catch (JOSEException ex) {
			return false;
		}
	}

	private OctetSequenceKey toKey(Secret secret) {
		return new OctetSequenceKey.Builder(secret.bytes()).algorithm(this.algorithm)
			.keyUse(KeyUse.SIGNATURE)
			.keyID(SecretKeyId.of(secret))
			.build();
	}

	private void addVerifier(OctetSequenceKey key) {
		try {
			this.verifiers.put(key.getKeyID(), new MACVerifier(key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A checked secret is not usable for " + this.algorithm, ex);
		}
	}

}
