package io.github.jwtsecurity.token;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A factory of the verifiers for the public keys of issuers.
 */
final class KeySetVerifierFactory {

	private static final Log logger = LogFactory.getLog(KeySetVerifierFactory.class);

	private final KeySetProperties properties;

	private final BiFunction<KeySetProperties, String, Supplier<HttpClient>> clients;

	private final int keySets;

	private final Clock clock;

	/**
	 * Creates a factory.
	 * @param properties the common settings for fetching key sets
	 * @param clients the clients with which key sets are fetched, for the settings and
	 * the property with the name of the SSL bundle
	 * @param keySets the number of key sets of this service
	 * @param clock the clock
	 */
	KeySetVerifierFactory(KeySetProperties properties,
			BiFunction<KeySetProperties, String, Supplier<HttpClient>> clients, int keySets, Clock clock) {
		this.properties = properties;
		this.clients = clients;
		this.keySets = keySets;
		this.clock = clock;
	}

	/**
	 * Creates the verifier for the public key of a file.
	 * @param issuer the issuer
	 * @return the verifier
	 * @throws KeyConfigurationException if the key cannot be used
	 */
	static KeySetVerifier ofPublicKey(IssuerDefinition issuer) {
		Set<JWSAlgorithm> algorithms = SignatureAlgorithms.ofKeyPairs(issuer);
		String property = issuer.property("public-key-location");
		JWK key = PublicKeyPem.read(property, issuer.properties().publicKeyLocation());
		SignatureAlgorithms.requireFitting("The key at " + property, VerificationKeys.algorithms(key), algorithms,
				issuer.property("algorithms"));
		logger.info("The file of %s is read at start-up only: restart after a change".formatted(property));
		return new KeySetVerifier(new FixedKeySet(new JWKSet(key)), algorithms, false);
	}

	/**
	 * Creates the verifier for the key set of an issuer, which is not fetched yet.
	 * @param issuer the issuer
	 * @param status the status of the key set, which its fetches change
	 * @return the key set
	 * @throws KeyConfigurationException if the address cannot be used
	 */
	FetchedKeySet ofKeySet(IssuerDefinition issuer, KeySetStatus status) {
		Set<JWSAlgorithm> algorithms = SignatureAlgorithms.ofKeyPairs(issuer);
		KeySetProperties settings = issuer.properties().jwkSet().applyTo(this.properties, issuer.property("jwk-set."));
		KeySetLocation location = location(issuer);
		KeySetRefresh refresh = new KeySetRefresh(
				new CheckedKeySetSource(
						new KeySetFetcher(settings, this.clients.apply(settings, sslBundleProperty(issuer))), location),
				status, settings.minFetchInterval(), this.clock);
		IssuerKeySet keySet = new IssuerKeySet(refresh, status, settings, location.requests(), this.keySets,
				this.clock);
		return new FetchedKeySet(issuer.name(), new KeySetVerifier(keySet, algorithms, true), status);
	}

	private static String sslBundleProperty(IssuerDefinition issuer) {
		String property = "jwk-set.ssl-bundle";
		return (issuer.properties().jwkSet().sslBundle() != null) ? issuer.property(property)
				: KeySource.PREFIX + "." + property;
	}

	private static KeySetLocation location(IssuerDefinition issuer) {
		if (issuer.source() == KeySource.ISSUER_URI) {
			String property = issuer.property("issuer-uri");
			warnWithoutTls(KeySetUri.requireWithoutQuery(property, issuer.properties().issuerUri()));
			return new DiscoveredKeySetLocation(property, issuer.properties().issuerUri());
		}
		URI uri = issuer.keySetUri();
		warnWithoutTls(uri);
		return KeySetLocation.of(uri);
	}

	private static void warnWithoutTls(URI uri) {
		if (!KeySetUri.isSecure(uri)) {
			logger.warn("The key set %s is fetched without TLS: an attacker on the network path can replace the keys"
				.formatted(uri));
		}
	}

}
