package io.github.jwtsecurity.token;

import java.security.MessageDigest;
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
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A factory of the keys of this service.
 */
final class OwnKeysFactory {

	private static final Log logger = LogFactory.getLog(OwnKeysFactory.class);

	private final IssuerDefinition home;

	private final List<IssuerDefinition> others;

	private final SigningProperties signing;

	private final Set<JWSAlgorithm> algorithms;

	private final List<Secret> secrets;

	private final List<JWK> keyPairs;

	private OwnKeysFactory(IssuerDefinitions issuers, SigningProperties signing) {
		IssuerDefinition home = issuers.home();
		this.home = home;
		this.others = issuers.others();
		this.signing = signing;
		this.algorithms = SignatureAlgorithms.ofKeyPairs(home);
		this.secrets = SecretKeyRingFactory.secrets(home);
		this.keyPairs = read();
	}

	/**
	 * Creates the keys.
	 * @param issuers the definitions of the issuers; the source of the home issuer is one
	 * of this service
	 * @param signing the properties for key pairs
	 * @param managed the managed keys, {@code null} if there are none
	 * @return the keys
	 * @throws KeyConfigurationException if a key cannot be used
	 */
	static OwnKeys create(IssuerDefinitions issuers, SigningProperties signing, @Nullable ManagedKeys managed) {
		return new OwnKeysFactory(issuers, signing).create(managed);
	}

	private OwnKeys create(@Nullable ManagedKeys managed) {
		SecretKeyRing secretKeys = SecretKeyRingFactory.create(this.home, this.secrets);
		SigningKey fixed = fixed(secretKeys);
		if (managed != null) {
			initialize(managed, fixed);
		}
		OwnKeySet keySet = new OwnKeySet(new JWKSet(this.keyPairs.stream().map(JWK::toPublicJWK).toList()), managed);
		KeySetVerifier keyPairVerifier = new KeySetVerifier(keySet, this.algorithms, true);
		SignatureVerifier verifier = (this.keyPairs.isEmpty() && managed == null) ? secretKeys
				: DelegatingSignatureVerifier.of(secretKeys, keyPairVerifier);
		return new OwnKeys(secretKeys, verifier, keySet, derivation(managed), fixed, managed);
	}

	private void initialize(ManagedKeys managed, @Nullable SigningKey predecessor) {
		requireOwnSecret(managed);
		requireAccepted(managed);
		managed.initialize(predecessor);
		requireAccepted(managed);
	}

	/**
	 * Requires that services with a shared secret cannot decrypt the managed keys.
	 */
	private void requireOwnSecret(ManagedKeys managed) {
		List<Secret> ofTokens = Stream
			.concat(this.secrets.stream(),
					this.others.stream().flatMap((issuer) -> SecretKeyRingFactory.secrets(issuer).stream()))
			.toList();
		if (managed.encryptionSecrets()
			.stream()
			.anyMatch((encryption) -> ofTokens.stream()
				.anyMatch((secret) -> MessageDigest.isEqual(secret.bytes(), encryption)))) {
			throw new KeyConfigurationException(
					"jwt-security.signing.encryption-secret is also a secret of tokens, so every service that verifies them"
							+ " could decrypt the managed keys.",
					"Set it to another secret that only this service knows, with the output of 'openssl rand -base64 48'.");
		}
	}

	private void requireAccepted(ManagedKeys managed) {
		managed.algorithms()
			.forEach((algorithm) -> requireAccepted("A key of jwt-security.signing.store", Set.of(algorithm)));
	}

	/**
	 * Returns the configured key that signs. Beside managed keys, it signs until the
	 * first of them takes over.
	 */
	private @Nullable SigningKey fixed(SecretKeyRing secretKeys) {
		return switch (signs()) {
			case SECRET -> secretKeys.signingKey();
			case SIGNING_KEY -> signingKey(this.keyPairs.get(0));
			default -> null;
		};
	}

	/**
	 * Returns the kind of keys that signs: the configured one, or else the managed keys.
	 */
	private KeySource signs() {
		if (this.home.source() == KeySource.SECRET || StringUtils.hasText(this.home.properties().secret())) {
			return KeySource.SECRET;
		}
		return (this.signing.keyLocation() != null) ? KeySource.SIGNING_KEY : KeySource.SIGNING_STORE;
	}

	private SigningKey signingKey(JWK key) {
		SigningKey signingKey = SigningKey.of(key, this.algorithms);
		Assert.state(signingKey != null, "A checked key has no algorithm");
		return signingKey;
	}

	/**
	 * Creates the derivation. The keys of the kind that signs come first. The encryption
	 * secrets take the place of the managed keys, which are replaced too often.
	 */
	private KeyDerivation derivation(@Nullable ManagedKeys managed) {
		List<byte[]> ofSecrets = this.secrets.stream().map(Secret::bytes).toList();
		List<byte[]> ofKeyPairs = this.keyPairs.stream().map(OwnKeysFactory::privatePart).toList();
		List<byte[]> ofStore = (managed != null) ? managed.encryptionSecrets() : List.of();
		Stream<List<byte[]>> all = switch (signs()) {
			case SECRET -> Stream.of(ofSecrets, ofKeyPairs, ofStore);
			case SIGNING_KEY -> Stream.of(ofKeyPairs, ofSecrets, ofStore);
			default -> Stream.of(ofStore, ofSecrets, ofKeyPairs);
		};
		return new KeyDerivation(all.flatMap(List::stream).toList());
	}

	private static byte[] privatePart(JWK key) {
		if (key instanceof RSAKey rsa) {
			return rsa.getPrivateExponent().decode();
		}
		return (key instanceof ECKey ec) ? ec.getD().decode() : ((OctetKeyPair) key).getDecodedD();
	}

	/**
	 * Reads the key pairs. A blank location counts as not set.
	 */
	private List<JWK> read() {
		Map<String, JWK> keys = new LinkedHashMap<>();
		read("jwt-security.signing.key-location", this.signing.keyLocation(), keys);
		List<Resource> previous = this.signing.previousKeyLocations();
		for (int i = 0; i < previous.size(); i++) {
			read("jwt-security.signing.previous-key-locations[" + i + "]", previous.get(i), keys);
		}
		if (!keys.isEmpty()) {
			logger.info("The files of jwt-security.signing.* are read at start-up only: restart after a change");
		}
		return List.copyOf(keys.values());
	}

	private void read(String property, @Nullable Resource location, Map<String, JWK> keys) {
		if (location != null) {
			JWK key = PrivateKeyPem.read(property, location);
			requireAccepted("The key at " + property, VerificationKeys.algorithms(key));
			keys.putIfAbsent(key.getKeyID(), key);
		}
	}

	private void requireAccepted(String key, Set<JWSAlgorithm> fitting) {
		SignatureAlgorithms.requireFitting(key, fitting, this.algorithms, this.home.property("algorithms"));
	}

}
