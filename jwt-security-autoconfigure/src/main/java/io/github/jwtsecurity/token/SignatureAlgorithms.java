package io.github.jwtsecurity.token;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * The supported asymmetric algorithms, and the selection that a service accepts.
 */
final class SignatureAlgorithms {

	private static final Set<JWSAlgorithm> SUPPORTED = Collections
		.unmodifiableSet(new LinkedHashSet<>(List.of(JWSAlgorithm.EdDSA, JWSAlgorithm.ES256, JWSAlgorithm.ES384,
				JWSAlgorithm.ES512, JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256,
				JWSAlgorithm.PS384, JWSAlgorithm.PS512)));

	private SignatureAlgorithms() {
	}

	/**
	 * Reads the allow-list.
	 * @param names the names of algorithms; empty for all supported ones
	 * @return the algorithms, with EdDSA for Ed25519
	 * @throws KeyConfigurationException if one of them is unknown or not asymmetric
	 */
	static Set<JWSAlgorithm> accepted(List<String> names) {
		if (names.isEmpty()) {
			return SUPPORTED;
		}
		Set<JWSAlgorithm> accepted = new LinkedHashSet<>();
		for (String name : names) {
			JWSAlgorithm algorithm = canonical(new JWSAlgorithm(name));
			if (!SUPPORTED.contains(algorithm)) {
				throw new KeyConfigurationException(
						"jwt-security.algorithms has '%s', which is not an algorithm for public keys.".formatted(name),
						"Use some of %s, or remove the property for all of them.".formatted(SUPPORTED));
			}
			accepted.add(algorithm);
		}
		return accepted;
	}

	/**
	 * Returns EdDSA (RFC 8037) for Ed25519, the name of the same algorithm in RFC 9864.
	 */
	static JWSAlgorithm canonical(JWSAlgorithm algorithm) {
		return JWSAlgorithm.Ed25519.equals(algorithm) ? JWSAlgorithm.EdDSA : algorithm;
	}

}
