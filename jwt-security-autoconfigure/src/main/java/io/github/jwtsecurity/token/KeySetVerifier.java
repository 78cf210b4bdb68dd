package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * Verifies with public keys. The {@code kid} picks the key; a token without one is tried
 * against the keys of its algorithm alone.
 */
final class KeySetVerifier implements SignatureVerifier, Closeable {

	private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

	/** Far more than an issuer has at a time; keys of old sets fall out with the rest. */
	private static final int MAX_VERIFIERS = 1_000;

	private final JWKSource<SecurityContext> source;

	private final Set<JWSAlgorithm> algorithms;

	private final Map<JWK, JWSVerifier> verifiers = new ConcurrentHashMap<>();

	KeySetVerifier(JWKSource<SecurityContext> source, Set<JWSAlgorithm> algorithms) {
		this.source = source;
		this.algorithms = algorithms;
	}

	@Override
	public void verify(CompactJws jws) {
		JWSAlgorithm algorithm = SignatureAlgorithms.canonical(jws.header().getAlgorithm());
		if (!this.algorithms.contains(algorithm)) {
			throw new InvalidTokenException(InvalidTokenException.Reason.ALGORITHM,
					"The token's algorithm is not accepted");
		}
		if (candidates(jws.header(), algorithm).stream().noneMatch((key) -> isSignedBy(key, jws))) {
			throw new InvalidTokenException(InvalidTokenException.Reason.SIGNATURE,
					"The token's signature is not valid");
		}
	}

	private List<JWK> candidates(JWSHeader header, JWSAlgorithm algorithm) {
		try {
			List<JWK> found = this.source.get(selector(header, algorithm), null);
			if (!found.isEmpty()) {
				return found;
			}
		}
		catch (RateLimitReachedException ex) {
			// The kid is unknown, and asking the issuer about another one has to wait.
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
		requireKeys();
		return List.of();
	}

	private void requireKeys() {
		try {
			if (this.source.get(ANY, null).isEmpty()) {
				throw new KeysUnavailableException();
			}
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
	}

	private static JWKSelector selector(JWSHeader header, JWSAlgorithm algorithm) {
		JWKMatcher.Builder matcher = new JWKMatcher.Builder(
				JWKMatcher.forJWSHeader(new JWSHeader.Builder(algorithm).keyID(header.getKeyID()).build()));
		if (JWSAlgorithm.EdDSA.equals(algorithm)) {
			matcher.algorithms(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519, null);
		}
		return new JWKSelector(matcher.build());
	}

	private boolean isSignedBy(JWK key, CompactJws jws) {
		if (!VerificationKeys.algorithms(key).contains(jws.header().getAlgorithm())) {
			return false;
		}
		try {
			return verifier(key).verify(jws.header(), jws.signingInput(), jws.signature());
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	private JWSVerifier verifier(JWK key) throws JOSEException {
		JWSVerifier known = this.verifiers.get(key);
		if (known != null) {
			return known;
		}
		if (this.verifiers.size() >= MAX_VERIFIERS) {
			this.verifiers.clear();
		}
		JWSVerifier created = create(key);
		this.verifiers.put(key, created);
		return created;
	}

	private static JWSVerifier create(JWK key) throws JOSEException {
		if (key instanceof RSAKey rsa) {
			return new RSASSAVerifier(rsa);
		}
		if (key instanceof ECKey ec) {
			return new ECDSAVerifier(ec);
		}
		return new Ed25519SignatureVerifier(key.toOctetKeyPair());
	}

	@Override
	public void close() throws IOException {
		if (this.source instanceof Closeable closeable) {
			closeable.close();
		}
	}

}
