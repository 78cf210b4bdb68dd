package io.github.jwtsecurity.test;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.NewKeyPair;
import io.github.jwtsecurity.token.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The generated key pairs of issuers other than the application under test.
 */
final class TestKeys implements AutoCloseable {

	private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private final Map<String, SigningKey> keys = new HashMap<>();

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

	private JWK generate(ConfiguredIssuer issuer) {
		Set<String> accepted = issuer.keyPairAlgorithms();
		String name = accepted.stream()
			.filter((algorithm) -> algorithm.startsWith("ES"))
			.findFirst()
			.orElseGet(() -> accepted.iterator().next());
		JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
		JWK pair = NewKeyPair.generate(algorithm);
		this.keys.put(issuer.name(), SigningKey.of(pair, algorithm));
		return pair;
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
