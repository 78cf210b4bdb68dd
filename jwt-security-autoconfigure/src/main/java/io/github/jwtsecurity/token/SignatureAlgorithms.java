package io.github.jwtsecurity.token;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The supported algorithms, and the selection that is accepted for an issuer. A key is
 * used either with HMAC or with an asymmetric algorithm, never with both (RFC 8725,
 * section 3.1).
 */
final class SignatureAlgorithms {

	private static final List<String> HMAC = List.of("HS256", "HS384", "HS512");

	private static final List<JWSAlgorithm> ASYMMETRIC = List.of(JWSAlgorithm.EdDSA, JWSAlgorithm.ES256,
			JWSAlgorithm.ES384, JWSAlgorithm.ES512, JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512,
			JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512);

	private SignatureAlgorithms() {
	}

	/**
	 * Returns the algorithm for the secrets of an issuer.
	 * @param issuer the issuer
	 * @return the only accepted HMAC algorithm, HS256 if none is configured
	 * @throws KeyConfigurationException if more than one is configured, or only others
	 * although the issuer has no key pairs
	 */
	static JWSAlgorithm ofSecrets(IssuerDefinition issuer) {
		List<String> names = issuer.properties().algorithms();
		List<String> hmac = names.stream().filter(HMAC::contains).toList();
		boolean others = issuer.source() == KeySource.SECRET && hmac.size() != names.size();
		if (hmac.size() > 1 || others) {
			throw new KeyConfigurationException(
					"%s is %s, but a secret is used with exactly one HMAC algorithm (RFC 8725, section 3.1)."
						.formatted(issuer.property("algorithms"), names),
					"Set %s to one of %s, or remove it for HS256.".formatted(issuer.property("algorithms"), HMAC));
		}
		return hmac.isEmpty() ? JWSAlgorithm.HS256 : new JWSAlgorithm(hmac.get(0));
	}

	/**
	 * Returns the algorithms for the key pairs of an issuer.
	 * @param issuer the issuer
	 * @return the algorithms, with EdDSA for Ed25519; all supported ones if none is
	 * configured, or only that of a secret
	 * @throws KeyConfigurationException if one of the configured algorithms is unknown
	 */
	static Set<JWSAlgorithm> ofKeyPairs(IssuerDefinition issuer) {
		if (issuer.source() == KeySource.SECRET) {
			return new LinkedHashSet<>(ASYMMETRIC);
		}
		Set<JWSAlgorithm> accepted = new LinkedHashSet<>();
		for (String name : issuer.properties().algorithms()) {
			JWSAlgorithm algorithm = canonical(new JWSAlgorithm(name));
			if (ASYMMETRIC.contains(algorithm)) {
				accepted.add(algorithm);
			}
			else if (!HMAC.contains(name) || !issuer.hasSecrets()) {
				throw new KeyConfigurationException(
						"%s has '%s', which is not an algorithm for public keys."
							.formatted(issuer.property("algorithms"), name),
						"Use some of %s, or remove the property for all of them.".formatted(ASYMMETRIC));
			}
		}
		return accepted.isEmpty() ? new LinkedHashSet<>(ASYMMETRIC) : accepted;
	}

	/**
	 * Requires that tokens that a key has signed are accepted.
	 * @param key the key, named in errors
	 * @param fitting the algorithms that the key can be used with
	 * @param accepted the accepted algorithms, with EdDSA for Ed25519
	 * @param property the property with the accepted algorithms
	 * @throws KeyConfigurationException if no accepted algorithm fits the key
	 */
	static void requireFitting(String key, Set<JWSAlgorithm> fitting, Set<JWSAlgorithm> accepted, String property) {
		if (fitting.stream().map(SignatureAlgorithms::canonical).noneMatch(accepted::contains)) {
			throw new KeyConfigurationException("%s fits none of %s %s.".formatted(key, property, accepted),
					"Add one of %s, or remove %s.".formatted(fitting, property));
		}
	}

	/**
	 * Returns whether an algorithm is used with secrets.
	 * @param name the value of {@code alg}
	 */
	static boolean isSymmetric(@Nullable Object name) {
		return name instanceof String text && HMAC.contains(text);
	}

	/**
	 * Returns EdDSA (RFC 8037) for Ed25519, the name of the same algorithm in RFC 9864.
	 */
	static JWSAlgorithm canonical(JWSAlgorithm algorithm) {
		return JWSAlgorithm.Ed25519.equals(algorithm) ? JWSAlgorithm.EdDSA : algorithm;
	}

}
