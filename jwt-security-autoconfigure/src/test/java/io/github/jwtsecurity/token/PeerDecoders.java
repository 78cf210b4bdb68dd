package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.jsonwebtoken.Jwts;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Alternative decoders for a service's tokens, as the documentation of each library shows
 * them.
 */
final class PeerDecoders {

	private PeerDecoders() {
	}

	/**
	 * Returns a decoder that only verifies the signature, with the JDK.
	 */
	static TokenDecoder signatureAlone(JWK key, String algorithm) {
		if (key instanceof OctetSequenceKey secret) {
			SecretKey secretKey = secret.toSecretKey("HmacSHA256");
			return (token) -> hasCode(secretKey, token);
		}
		PublicKey publicKey = publicKey(key);
		String name = switch (algorithm) {
			case "RS256" -> "SHA256withRSA";
			case "ES256" -> "SHA256withECDSAinP1363Format";
			default -> "Ed25519";
		};
		return (token) -> hasSignature(name, publicKey, token);
	}

	static TokenDecoder springSecurity(JWK key, String algorithm) {
		if (key instanceof OctetSequenceKey secret) {
			return NimbusJwtDecoder.withSecretKey(secret.toSecretKey("HmacSHA256")).build()::decode;
		}
		if (key instanceof RSAKey) {
			return NimbusJwtDecoder.withPublicKey((RSAPublicKey) publicKey(key)).build()::decode;
		}
		return NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())))
			.jwsAlgorithm(SignatureAlgorithm.from(algorithm))
			.build()::decode;
	}

	static TokenDecoder jjwt(JWK key) {
		var parser = (key instanceof OctetSequenceKey secret)
				? Jwts.parser().verifyWith(secret.toSecretKey("HmacSHA256")).build()
				: Jwts.parser().verifyWith(publicKey(key)).build();
		return parser::parseSignedClaims;
	}

	static TokenDecoder javaJwt(JWK key) {
		Algorithm algorithm = (key instanceof OctetSequenceKey secret) ? Algorithm.HMAC256(secret.toByteArray())
				: (key instanceof RSAKey) ? Algorithm.RSA256((RSAPublicKey) publicKey(key), null)
						: Algorithm.ECDSA256((ECPublicKey) publicKey(key), null);
		JWTVerifier verifier = JWT.require(algorithm).build();
		return verifier::verify;
	}

	private static PublicKey publicKey(JWK key) {
		try {
			if (key instanceof OctetKeyPair pair) {
				return KeyFactory.getInstance("Ed25519")
					.generatePublic(new X509EncodedKeySpec(SigningKeys.encodedPublicKey(pair)));
			}
			return (key instanceof ECKey ec) ? ec.toECPublicKey() : key.toRSAKey().toRSAPublicKey();
		}
		catch (JOSEException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean hasCode(SecretKey key, String token) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(key);
		return MessageDigest.isEqual(mac.doFinal(signed(token)), signature(token));
	}

	private static boolean hasSignature(String algorithm, PublicKey key, String token) throws GeneralSecurityException {
		Signature signature = Signature.getInstance(algorithm);
		signature.initVerify(key);
		signature.update(signed(token));
		return signature.verify(signature(token));
	}

	private static byte[] signed(String token) {
		return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] signature(String token) {
		return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
	}

	/**
	 * A decoder that verifies a token.
	 */
	@FunctionalInterface
	interface TokenDecoder {

		Object decode(String token) throws GeneralSecurityException;

	}

}
