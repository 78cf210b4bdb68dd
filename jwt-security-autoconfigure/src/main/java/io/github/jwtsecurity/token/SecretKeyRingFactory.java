package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A factory of the secrets that the properties configure.
 */
final class SecretKeyRingFactory {

	private static final Log logger = LogFactory.getLog(SecretKeyRingFactory.class);

	private static final List<String> ALGORITHMS = List.of("HS256", "HS384", "HS512");

	private SecretKeyRingFactory() {
	}

	static SecretKeyRing create(VerificationProperties properties) {
		JWSAlgorithm algorithm = algorithm(properties.algorithms());
		return new SecretKeyRing(algorithm, current(properties, algorithm), previous(properties, algorithm));
	}

	private static JWSAlgorithm algorithm(List<String> names) {
		if (names.isEmpty()) {
			return JWSAlgorithm.HS256;
		}
		if (names.size() > 1 || !ALGORITHMS.contains(names.get(0))) {
			throw new KeyConfigurationException(
					"jwt-security.algorithms is %s, but a secret is used with exactly one HMAC algorithm (RFC 8725, section 3.1)."
						.formatted(names),
					"Set jwt-security.algorithms to one of %s, or remove it for HS256.".formatted(ALGORITHMS));
		}
		return new JWSAlgorithm(names.get(0));
	}

	private static Secret current(VerificationProperties properties, JWSAlgorithm algorithm) {
		String text = properties.secret();
		if (text == null || text.isBlank()) {
			logger.warn("No key source is set and jwt-security.generate-secret is on: "
					+ "tokens are signed with a RANDOM SECRET that is lost when this process ends. Never use this in production; "
					+ "set jwt-security.secret instead.");
			return Secret.generate();
		}
		Secret secret = Secret.parse("jwt-security.secret", text, algorithm);
		if (secret.isMonotonous()) {
			logger.warn("jwt-security.secret is made of very few different bytes and can be guessed. "
					+ "Make one with 'openssl rand -base64 48'.");
		}
		return secret;
	}

	private static List<Secret> previous(VerificationProperties properties, JWSAlgorithm algorithm) {
		List<Secret> previous = new ArrayList<>();
		List<String> texts = properties.previousSecrets();
		for (int i = 0; i < texts.size(); i++) {
			if (!texts.get(i).isBlank()) {
				previous.add(Secret.parse("jwt-security.previous-secrets[" + i + "]", texts.get(i), algorithm));
			}
		}
		return previous;
	}

}
