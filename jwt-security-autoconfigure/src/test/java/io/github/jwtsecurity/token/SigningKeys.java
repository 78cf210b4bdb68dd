package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwtsecurity.TestTokens;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import tools.jackson.databind.json.JsonMapper;

/**
 * Key pairs of issuers, and tokens signed with them.
 */
public final class SigningKeys {

	private static final Map<Integer, RSAKey> RSA = new ConcurrentHashMap<>(
			Map.of(2048, RsaKeys.OF_2048_BITS, 3072, RsaKeys.OF_3072_BITS));

	private SigningKeys() {
	}

	/**
	 * Returns the RSA key of the tests with a size.
	 */
	public static RSAKey rsa(String kid, int bits) {
		return new RSAKey.Builder(RSA.computeIfAbsent(bits, SigningKeys::newRsa)).keyID(kid).build();
	}

	/**
	 * Returns an RSA key with 2048 bits that differs from the one of the tests.
	 */
	public static RSAKey otherRsa() {
		return RsaKeys.OTHER_OF_2048_BITS;
	}

	static RSAKey newRsa(int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(bits);
			KeyPair pair = generator.generateKeyPair();
			return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate()).build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static ECKey ec(String kid, Curve curve) {
		try {
			return new ECKeyGenerator(curve).keyID(kid).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static OctetKeyPair ed25519(String kid) {
		byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
		new SecureRandom().nextBytes(seed);
		byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
		Ed25519.generatePublicKey(seed, 0, publicKey, 0);
		return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(publicKey)).d(Base64URL.encode(seed))
			.keyID(kid)
			.build();
	}

	/**
	 * Returns the secret of the tests.
	 */
	static OctetSequenceKey secret() {
		return new OctetSequenceKey.Builder(TestTokens.SECRET.getBytes(StandardCharsets.UTF_8))
			.keyID(TestIssuers.keyRing(Map.of()).keyIds().get(0))
			.build();
	}

	/**
	 * Encodes a public key as a SubjectPublicKeyInfo (RFC 8410, section 4).
	 */
	static byte[] encodedPublicKey(OctetKeyPair key) {
		return HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key.getDecodedX()));
	}

	static String token(JWK key, String algorithm) {
		return token(key, algorithm, key.getKeyID());
	}

	static String token(JWK key, String algorithm, String kid) {
		return token(key, algorithm, kid, TestTokens.claims("alice"));
	}

	static String token(JWK key, String algorithm, String kid, Map<String, Object> claims) {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("alg", algorithm);
		if (kid != null) {
			header.put("kid", kid);
		}
		return token(key, header, claims);
	}

	/**
	 * Returns a token with a header of any shape. The header has the parameter
	 * {@code alg}.
	 */
	public static String token(JWK key, Map<String, Object> header, Map<String, Object> claims) {
		JsonMapper mapper = new JsonMapper();
		String algorithm = (String) header.get("alg");
		String input = TestTokens.encode(mapper.writeValueAsString(header)) + "."
				+ TestTokens.encode(mapper.writeValueAsString(claims));
		return input + "." + TestTokens.encode(sign(key, algorithm, input.getBytes(StandardCharsets.US_ASCII)));
	}

	static Map<String, Object> expiredClaims() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("exp", Instant.now().getEpochSecond() - 600);
		claims.put("iat", Instant.now().getEpochSecond() - 1200);
		return claims;
	}

	public static byte[] sign(JWK key, String algorithm, byte[] input) {
		if (key instanceof OctetKeyPair okp) {
			byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
			Ed25519.sign(okp.getDecodedD(), 0, input, 0, input.length, signature, 0);
			return signature;
		}
		try {
			JWSSigner signer = (key instanceof OctetSequenceKey secret) ? new MACSigner(secret)
					: (key instanceof RSAKey rsa) ? new RSASSASigner(rsa.toPrivateKey())
							: new ECDSASigner(key.toECKey());
			return signer.sign(new JWSHeader(new JWSAlgorithm(algorithm)), input).decode();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Encodes a private key as PKCS#8 (RFC 5958, RFC 8410, section 7).
	 */
	static byte[] encodedPrivateKey(JWK key) {
		try {
			return (key instanceof OctetKeyPair ed25519)
					? HexFormat.of()
						.parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(ed25519.getDecodedD()))
					: ((AsymmetricJWK) key).toPrivateKey().getEncoded();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String thumbprint(JWK key) {
		try {
			return key.computeThumbprint().toString();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String pem(byte[] encoded) {
		return pem("PUBLIC KEY", encoded);
	}

	static String privatePem(JWK key) {
		return pem("PRIVATE KEY", encodedPrivateKey(key));
	}

	static String pem(String label, byte[] encoded) {
		return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END "
				+ label + "-----\n";
	}

}
