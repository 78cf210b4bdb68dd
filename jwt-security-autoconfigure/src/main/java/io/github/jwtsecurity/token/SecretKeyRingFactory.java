package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A factory of the secrets that the properties of an issuer configure.
 */
final class SecretKeyRingFactory {

	private static final Log logger = LogFactory.getLog(SecretKeyRingFactory.class);

	private final IssuerDefinition issuer;

	private final JWSAlgorithm algorithm;

	private SecretKeyRingFactory(IssuerDefinition issuer) {
		this.issuer = issuer;
		this.algorithm = SignatureAlgorithms.ofSecrets(issuer);
	}

	/**
	 * Returns the secrets of an issuer.
	 * @param issuer the issuer
	 * @return the current secret, if there is one, and the previous ones
	 * @throws KeyConfigurationException if a secret must not be used
	 */
	static List<Secret> secrets(IssuerDefinition issuer) {
		SecretKeyRingFactory factory = new SecretKeyRingFactory(issuer);
		List<Secret> secrets = new ArrayList<>();
		Secret current = factory.current();
		if (current != null) {
			secrets.add(current);
		}
		secrets.addAll(Secret.parseAll(issuer.property("previous-secrets"), issuer.properties().previousSecrets(),
				factory.algorithm));
		return secrets;
	}

	/**
	 * Creates the key ring of an issuer.
	 * @param issuer the issuer
	 * @param secrets the secrets of the issuer
	 * @return the key ring, which may be empty
	 */
	static SecretKeyRing create(IssuerDefinition issuer, List<Secret> secrets) {
		return new SecretKeyRing(SignatureAlgorithms.ofSecrets(issuer), secrets);
	}

	/**
	 * Returns the current secret. It is generated for this run if the source is
	 * {@link KeySource#SECRET} although no secret is set.
	 */
	private @Nullable Secret current() {
		String property = this.issuer.property("secret");
		String text = this.issuer.properties().secret();
		if (text != null && StringUtils.hasText(text)) {
			Secret secret = Secret.parse(property, text, this.algorithm);
			if (secret.isMonotonous()) {
				logger.warn(property + " is made of very few different bytes and can be guessed. "
						+ "Make one with 'openssl rand -base64 48'.");
			}
			return secret;
		}
		if (this.issuer.source() != KeySource.SECRET) {
			return null;
		}
		logger.warn("No key source is set and jwt-security.generate-secret is on: "
				+ "tokens are signed with a RANDOM SECRET that is lost when this process ends. Never use this in production; "
				+ "set jwt-security.secret instead.");
		return Secret.generate();
	}

}
