package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * A factory of the keys of this service.
 */
final class OwnKeysFactory {

	private static final Log logger = LogFactory.getLog(OwnKeysFactory.class);

	private final IssuerDefinition home;

	private final SigningProperties signing;

	private final Set<JWSAlgorithm> algorithms;

	private final List<Secret> secrets;

	private final List<JWK> keyPairs;

	private OwnKeysFactory(IssuerDefinition home, SigningProperties signing) {
		this.home = home;
		this.signing = signing;
		this.algorithms = SignatureAlgorithms.ofKeyPairs(home);
		this.secrets = SecretKeyRingFactory.secrets(home);
		this.keyPairs = read(signing);
	}

	/**
	 * Creates the keys.
	 * @param home the definition of the home issuer, whose source is one of its own
	 * @param signing the properties for key pairs
	 * @param managed the managed keys, {@code null} if there are none
	 * @return the keys
	 * @throws KeyConfigurationException if a key cannot be used
	 */
	static OwnKeys create(IssuerDefinition home, SigningProperties signing, @Nullable ManagedKeys managed) {
		return new OwnKeysFactory(home, signing).create(managed);
	}

	private OwnKeys create(@Nullable ManagedKeys managed) {
		SecretKeyRing secretKeys = SecretKeyRingFactory.create(this.home, this.secrets);
		OwnKeySet keySet = new OwnKeySet(new JWKSet(this.keyPairs.stream().map(JWK::toPublicJWK).toList()), managed);
		KeySetVerifier keyPairVerifier = new KeySetVerifier(keySet, this.algorithms, true);
		SignatureVerifier verifier = (this.keyPairs.isEmpty() && managed == null) ? secretKeys
				: DelegatingSignatureVerifier.of(secretKeys, keyPairVerifier);
		return new OwnKeys(verifier, keySet, derivation(managed), fixed(secretKeys), managed);
	}

	/**
	 * Returns the configured key that signs. Beside managed keys, it signs until the
	 * first of them takes over.
	 */
	private @Nullable SigningKey fixed(SecretKeyRing secretKeys) {
		if (hasCurrentSecret()) {
			return secretKeys.signingKey();
		}
		return (this.signing.keyLocation() != null) ? signingKey(this.keyPairs.get(0)) : null;
	}

	private boolean hasCurrentSecret() {
		return this.home.source() == KeySource.SECRET
				|| (this.home.properties().secret() != null && !this.home.properties().secret().isBlank());
	}

	private SigningKey signingKey(JWK key) {
		SigningKey signingKey = SigningKey.of(key, this.algorithms);
		if (signingKey == null) {
			throw new KeyConfigurationException(
					"The key at jwt-security.signing.key-location fits none of jwt-security.algorithms %s."
						.formatted(this.algorithms),
					"Use some of %s, or remove jwt-security.algorithms.".formatted(VerificationKeys.algorithms(key)));
		}
		return signingKey;
	}

	/**
	 * Creates the derivation from the key that signs, or the secret that stands for the
	 * managed keys, and then from all others.
	 */
	private KeyDerivation derivation(@Nullable ManagedKeys managed) {
		List<byte[]> ofSecrets = this.secrets.stream().map(Secret::bytes).toList();
		List<byte[]> ofKeyPairs = this.keyPairs.stream().map(OwnKeysFactory::privatePart).toList();
		List<byte[]> ofStore = (managed != null) ? managed.derivationSecrets() : List.of();
		Stream<List<byte[]>> all = hasCurrentSecret() ? Stream.of(ofSecrets, ofKeyPairs, ofStore)
				: (this.signing.keyLocation() != null) ? Stream.of(ofKeyPairs, ofSecrets, ofStore)
						: Stream.of(ofStore, ofSecrets, ofKeyPairs);
		return new KeyDerivation(all.flatMap(List::stream).toList());
	}

	private static byte[] privatePart(JWK key) {
		if (key instanceof RSAKey rsa) {
			return rsa.getPrivateExponent().decode();
		}
		return (key instanceof ECKey ec) ? ec.getD().decode() : ((OctetKeyPair) key).getDecodedD();
	}

	private static List<JWK> read(SigningProperties signing) {
		Map<String, JWK> keys = new LinkedHashMap<>();
		if (signing.keyLocation() != null) {
			add(PrivateKeyPem.read("jwt-security.signing.key-location", signing.keyLocation()), keys);
		}
		List<Resource> previous = signing.previousKeyLocations();
		for (int i = 0; i < previous.size(); i++) {
			add(PrivateKeyPem.read("jwt-security.signing.previous-key-locations[" + i + "]", previous.get(i)), keys);
		}
		if (!keys.isEmpty()) {
			logger.info("The files of jwt-security.signing.* are read at start-up only: restart after a change");
		}
		return new ArrayList<>(keys.values());
	}

	private static void add(JWK key, Map<String, JWK> keys) {
		keys.putIfAbsent(key.getKeyID(), key);
	}

}
