package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;

/**
 * A verifier with public keys. The {@code kid} of a token selects the key; a token
 * without a {@code kid} is tried with all keys for its algorithm.
 */
final class KeySetVerifier implements SignatureVerifier, Closeable {

	private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

	/**
	 * The limit is far above the number of keys that an issuer has at a time. Keys of
	 * earlier sets are removed with all others.
	 */
	private static final int MAX_KNOWN_KEYS = 1_000;

	private final KeySet keys;

	private final Set<JWSAlgorithm> algorithms;

	private final boolean kidSelectsKey;

	private final Map<JWK, KnownKey> knownKeys = new ConcurrentHashMap<>();

	/**
	 * Creates a verifier.
	 * @param keys the keys
	 * @param algorithms the allow-list
	 * @param kidSelectsKey whether the {@code kid} of a token selects the key,
	 * {@code false} for a single key without an id
	 */
	KeySetVerifier(KeySet keys, Set<JWSAlgorithm> algorithms, boolean kidSelectsKey) {
		this.keys = keys;
		this.algorithms = algorithms;
		this.kidSelectsKey = kidSelectsKey;
	}

	@Override
	public Set<String> algorithms() {
		return this.algorithms.stream().map(JWSAlgorithm::getName).collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Returns the ids of the current keys, without waiting for the issuer.
	 */
	@Override
	public List<String> keyIds() {
		return this.keys.current().getKeys().stream().map(JWK::getKeyID).filter(Objects::nonNull).toList();
	}

	@Override
	public void requireAlgorithm(CompactJws jws) {
		if (!this.algorithms.contains(SignatureAlgorithms.canonical(jws.header().getAlgorithm()))) {
			throw InvalidTokenException.algorithm();
		}
	}

	@Override
	public AcceptedKey verify(CompactJws jws) {
		requireAlgorithm(jws);
		JWSAlgorithm algorithm = SignatureAlgorithms.canonical(jws.header().getAlgorithm());
		return this.keys.select(selector(jws.header(), algorithm))
			.stream()
			.filter((key) -> VerificationKeys.algorithms(key).contains(jws.header().getAlgorithm()))
			.map(this::known)
			.filter((key) -> key.hasSigned(jws))
			.findFirst()
			.orElseThrow(InvalidTokenException::signature);
	}

	@Override
	public boolean hasKeys() {
		try {
			return this.keys.select(ANY).stream().anyMatch(this::fitsAnAlgorithm);
		}
		catch (KeysUnavailableException ex) {
			return false;
		}
	}

	@Override
	public boolean knowsKeys() {
		return this.keys.current().getKeys().stream().anyMatch(this::fitsAnAlgorithm);
	}

	@Override
	public void requestKeys() {
		this.keys.request();
	}

	private boolean fitsAnAlgorithm(JWK key) {
		return VerificationKeys.algorithms(key)
			.stream()
			.filter((algorithm) -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
			.map(SignatureAlgorithms::canonical)
			.anyMatch(this.algorithms::contains);
	}

	private JWKSelector selector(JWSHeader header, JWSAlgorithm algorithm) {
		JWSHeader wanted = new JWSHeader.Builder(algorithm).keyID(this.kidSelectsKey ? header.getKeyID() : null)
			.build();
		JWKMatcher.Builder matcher = new JWKMatcher.Builder(JWKMatcher.forJWSHeader(wanted));
		if (JWSAlgorithm.EdDSA.equals(algorithm)) {
			matcher.algorithms(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519, null);
		}
		return new JWKSelector(matcher.build());
	}

	private KnownKey known(JWK key) {
		KnownKey known = this.knownKeys.get(key);
		if (known != null) {
			return known;
		}
		if (this.knownKeys.size() >= MAX_KNOWN_KEYS) {
			this.knownKeys.clear();
		}
		KnownKey created = new KnownKey(key, this.keys);
		this.knownKeys.put(key, created);
		return created;
	}

	@Override
	public void close() {
		this.keys.close();
	}

}
