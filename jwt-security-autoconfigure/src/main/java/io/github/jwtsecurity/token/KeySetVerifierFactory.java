package io.github.jwtsecurity.token;

import java.net.URI;
import java.time.Clock;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A factory of the verifier for the public keys that the properties configure.
 */
final class KeySetVerifierFactory {

	private static final Log logger = LogFactory.getLog(KeySetVerifierFactory.class);

	private KeySetVerifierFactory() {
	}

	static KeySetVerifier ofPublicKey(VerificationProperties verification) {
		Set<JWSAlgorithm> algorithms = algorithms(verification);
		JWK key = PublicKeyPem.read(verification.publicKeyLocation());
		if (VerificationKeys.algorithms(key)
			.stream()
			.map(SignatureAlgorithms::canonical)
			.noneMatch(algorithms::contains)) {
			throw new KeyConfigurationException(
					"The key at jwt-security.public-key-location fits none of jwt-security.algorithms %s."
						.formatted(algorithms),
					"Use some of %s, or remove jwt-security.algorithms.".formatted(VerificationKeys.algorithms(key)));
		}
		return new KeySetVerifier(new FixedKeySet(new JWKSet(key)), algorithms, false);
	}

	static KeySetVerifier ofKeySet(URI uri, VerificationProperties verification, KeySetProperties properties,
			KeySetStatus status, Clock clock) {
		Set<JWSAlgorithm> algorithms = algorithms(verification);
		if (uri.getScheme().equalsIgnoreCase("http") && !isLoopback(uri)) {
			logger.warn("The key set %s is fetched without TLS: an attacker on the network path can replace the keys"
				.formatted(uri));
		}
		KeySetRefresh refresh = new KeySetRefresh(new CheckedKeySetSource(new KeySetFetcher(uri, properties)), status,
				properties.minFetchInterval(), clock);
		return new KeySetVerifier(new IssuerKeySet(refresh, status, properties, clock), algorithms, true);
	}

	private static Set<JWSAlgorithm> algorithms(VerificationProperties verification) {
		if (!verification.previousSecrets().isEmpty()) {
			throw new KeyConfigurationException(
					"jwt-security.previous-secrets is set, but tokens are verified with public keys.",
					"Remove it: tokens that are signed with a secret are not accepted beside public keys.");
		}
		return SignatureAlgorithms.accepted(verification.algorithms());
	}

	private static boolean isLoopback(URI uri) {
		return uri.getHost().equals("localhost") || uri.getHost().startsWith("127.") || uri.getHost().equals("[::1]");
	}

}
