package io.github.jwtsecurity.test;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The generated keys of issuers other than the application under test, and foreign keys
 * that it does not accept.
 */
final class TestKeys implements AutoCloseable {

	private final Map<String, SigningKey> keys = new HashMap<>();

	private final Map<JWSAlgorithm, SigningKey> foreign = new ConcurrentHashMap<>();

	private @Nullable TestKeyServer server;

	/**
	 * Generates a key pair for an issuer and serves its public key as a key set.
	 * @return the address of the key set
	 */
	String serveKeySet(ConfiguredIssuer issuer) {
		return server().serve("/" + issuer.name() + "/jwks", "application/json",
				new JWKSet(generate(issuer)).toString());
	}

	/**
	 * Generates a key pair for an issuer and serves its public key as a PEM file.
	 * @return the address of the file
	 */
	String servePublicKey(ConfiguredIssuer issuer) {
		String base64 = Base64.getMimeEncoder().encodeToString(GeneratedKeys.encodedPublicKey(generate(issuer)));
		return server().serve("/" + issuer.name() + "/key.pem", "application/x-pem-file",
				"-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(base64));
	}

	/**
	 * Returns the key of an issuer.
	 * @return the key, {@code null} if none was generated
	 */
	@Nullable SigningKey of(ConfiguredIssuer issuer) {
		return this.keys.get(issuer.name());
	}

	/**
	 * Returns a key that no issuer has.
	 * @param algorithm the algorithm of the key
	 */
	SigningKey foreign(JWSAlgorithm algorithm) {
		return this.foreign.computeIfAbsent(algorithm, (name) -> SigningKey.of(GeneratedKeys.generate(name), name));
	}

	private JWK generate(ConfiguredIssuer issuer) {
		Set<String> accepted = issuer.keyPairAlgorithms();
		String name = accepted.stream()
			.filter((algorithm) -> algorithm.startsWith("ES"))
			.findFirst()
			.orElseGet(() -> accepted.iterator().next());
		JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
		JWK pair = GeneratedKeys.generate(algorithm);
		this.keys.put(issuer.name(), SigningKey.of(pair, algorithm));
		return pair;
	}

	private TestKeyServer server() {
		if (this.server == null) {
			this.server = TestKeyServer.start();
		}
		return this.server;
	}

	@Override
	public void close() {
		if (this.server != null) {
			this.server.close();
		}
	}

}
