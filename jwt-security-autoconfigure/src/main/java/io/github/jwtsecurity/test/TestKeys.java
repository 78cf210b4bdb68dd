package io.github.jwtsecurity.test;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.NewKeyPair;
import io.github.jwtsecurity.token.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The generated keys of issuers other than the application under test, and foreign keys
 * that it does not accept.
 */
final class TestKeys implements AutoCloseable {

	private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final int RSA_BITS = 2048;

	private static final int SECRET_BITS = 512;

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
		String base64 = Base64.getMimeEncoder().encodeToString(encoded(generate(issuer)));
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
		return this.foreign.computeIfAbsent(algorithm, (name) -> SigningKey.of(generate(name), name));
	}

	private JWK generate(ConfiguredIssuer issuer) {
		Set<String> accepted = issuer.keyPairAlgorithms();
		String name = accepted.stream()
			.filter((algorithm) -> algorithm.startsWith("ES"))
			.findFirst()
			.orElseGet(() -> accepted.iterator().next());
		JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
		JWK pair = generate(algorithm);
		this.keys.put(issuer.name(), SigningKey.of(pair, algorithm));
		return pair;
	}

	/**
	 * Generates a key. RSA keys have the smallest accepted size, since larger ones take
	 * seconds.
	 */
	private static JWK generate(JWSAlgorithm algorithm) {
		try {
			if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
				return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate();
			}
			return JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)
					? new OctetSequenceKeyGenerator(SECRET_BITS).generate() : NewKeyPair.generate(algorithm);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A key for %s could not be generated".formatted(algorithm), ex);
		}
	}

	/**
	 * Encodes a public key as a SubjectPublicKeyInfo (RFC 5280, section 4.1). Nimbus does
	 * not do this for Ed25519, whose encoding has a fixed beginning (RFC 8410, section
	 * 4).
	 */
	private static byte[] encoded(JWK key) {
		if (key instanceof OctetKeyPair pair) {
			byte[] point = pair.getDecodedX();
			return ByteBuffer.allocate(ED25519_PREFIX.length + point.length).put(ED25519_PREFIX).put(point).array();
		}
		try {
			return ((AsymmetricJWK) key).toPublicKey().getEncoded();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
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
