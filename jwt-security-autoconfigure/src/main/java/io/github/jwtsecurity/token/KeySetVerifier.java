package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
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
	private static final int MAX_KNOWN_KEYS = 1_000;

	private final JWKSource<SecurityContext> source;

	private final Set<JWSAlgorithm> algorithms;

	private final boolean kidPicksKey;

	private final KeySetStatus status;

	private final Semaphore waitingForUnknownKey = new Semaphore(10);

	private final Semaphore waitingForFirstKeys = new Semaphore(100);

	private final Map<JWK, KnownKey> knownKeys = new ConcurrentHashMap<>();

	/**
	 * Creates a verifier.
	 * @param source where the keys are
	 * @param algorithms the allow-list
	 * @param kidPicksKey whether a token's {@code kid} picks the key; not so for a single
	 * key, which has no name of its own
	 * @param status how the last fetches went
	 */
	KeySetVerifier(JWKSource<SecurityContext> source, Set<JWSAlgorithm> algorithms, boolean kidPicksKey,
			KeySetStatus status) {
		this.source = source;
		this.algorithms = algorithms;
		this.kidPicksKey = kidPicksKey;
		this.status = status;
	}

	@Override
	public Set<String> algorithms() {
		return this.algorithms.stream().map(JWSAlgorithm::getName).collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Does not ask the issuer.
	 */
	@Override
	public List<String> keyIds() {
		JWKSet last = this.status.lastSet();
		return (last != null) ? last.getKeys().stream().map(JWK::getKeyID).filter(Objects::nonNull).toList()
				: List.of();
	}

	@Override
	public AcceptedKey verify(CompactJws jws) {
		JWSAlgorithm algorithm = SignatureAlgorithms.canonical(jws.header().getAlgorithm());
		if (!this.algorithms.contains(algorithm)) {
			throw InvalidTokenException.algorithm();
		}
		return candidates(jws.header(), algorithm).stream()
			.filter((key) -> VerificationKeys.algorithms(key).contains(jws.header().getAlgorithm()))
			.map(this::known)
			.filter((key) -> key.hasSigned(jws))
			.findFirst()
			.orElseThrow(InvalidTokenException::signature);
	}

	private List<JWK> candidates(JWSHeader header, JWSAlgorithm algorithm) {
		JWKSelector selector = selector(header, algorithm);
		List<JWK> found = isKnown(selector) ? select(selector) : selectWithinLimit(selector);
		if (found.isEmpty() && (this.status.hasFailed() || !hasKeys())) {
			// The key may be one that the issuer cannot be asked about now.
			throw new KeysUnavailableException();
		}
		return found;
	}

	/**
	 * Whether the last set has such a key, so that selecting it does not wait for the
	 * issuer.
	 */
	private boolean isKnown(JWKSelector selector) {
		JWKSet last = this.status.lastSet();
		return last != null && !selector.select(last).isEmpty();
	}

	/**
	 * Tokens can name any key they like. While the issuer hangs, only some of the
	 * requests may wait for it, so that the others keep their threads.
	 */
	private List<JWK> selectWithinLimit(JWKSelector selector) {
		Semaphore waiting = (this.status.lastSet() != null) ? this.waitingForUnknownKey : this.waitingForFirstKeys;
		if (!waiting.tryAcquire()) {
			throw new KeysUnavailableException();
		}
		try {
			return select(selector);
		}
		finally {
			waiting.release();
		}
	}

	private List<JWK> select(JWKSelector selector) {
		try {
			return this.source.get(selector, null);
		}
		catch (RateLimitReachedException ex) {
			// The key is unknown, and asking the issuer about another one has to wait.
			return List.of();
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
	}

	/**
	 * Whether there is a key to verify with. Asks the issuer if none is known, within the
	 * limits that hold for tokens.
	 * @return whether there is one
	 */
	boolean hasKeys() {
		try {
			return !this.source.get(ANY, null).isEmpty();
		}
		catch (KeySourceException ex) {
			return false;
		}
	}

	private JWKSelector selector(JWSHeader header, JWSAlgorithm algorithm) {
		JWSHeader wanted = new JWSHeader.Builder(algorithm).keyID(this.kidPicksKey ? header.getKeyID() : null).build();
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
		KnownKey created = new KnownKey(key, this.status);
		this.knownKeys.put(key, created);
		return created;
	}

	@Override
	public void close() throws IOException {
		if (this.source instanceof Closeable closeable) {
			closeable.close();
		}
	}

}
