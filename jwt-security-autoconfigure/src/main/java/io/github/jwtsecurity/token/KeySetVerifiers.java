package io.github.jwtsecurity.token;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Makes the verifier for public keys from the properties, or says what is wrong with
 * them.
 */
final class KeySetVerifiers {

	private static final Log logger = LogFactory.getLog(KeySetVerifiers.class);

	private static final Duration MAX_WAIT = Duration.ofSeconds(15);

	private KeySetVerifiers() {
	}

	static KeySetVerifier ofPublicKey(VerificationProperties verification) {
		Set<JWSAlgorithm> algorithms = SignatureAlgorithms.accepted(verification.algorithms());
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
		return new KeySetVerifier(new ImmutableJWKSet<>(new JWKSet(key)), algorithms);
	}

	static KeySetVerifier ofKeySet(URI uri, VerificationProperties verification, KeySetProperties properties,
			KeySetStatus status, Clock clock) {
		Set<JWSAlgorithm> algorithms = SignatureAlgorithms.accepted(verification.algorithms());
		if (uri.getScheme().equalsIgnoreCase("http") && !isLoopback(uri)) {
			logger.warn(
					"The key set %s is fetched without TLS: whoever is in between can put keys into it".formatted(uri));
		}
		return new KeySetVerifier(
				source(new CheckedKeySetSource(new KeySetFetcher(uri, properties), status, clock), properties),
				algorithms);
	}

	private static JWKSource<SecurityContext> source(CheckedKeySetSource source, KeySetProperties properties) {
		long timeToLive = properties.timeToLive().toMillis();
		long wait = Math.min(MAX_WAIT.toMillis(), timeToLive / 2);
		return JWKSourceBuilder.create(source)
			.cache(timeToLive, wait)
			.refreshAheadCache(timeToLive / 5, false)
			.rateLimited(properties.minFetchInterval().toMillis())
			.retrying(true)
			.outageTolerant(timeToLive + properties.outageTolerance().toMillis())
			.build();
	}

	private static boolean isLoopback(URI uri) {
		return uri.getHost().equals("localhost") || uri.getHost().startsWith("127.") || uri.getHost().equals("[::1]");
	}

}
