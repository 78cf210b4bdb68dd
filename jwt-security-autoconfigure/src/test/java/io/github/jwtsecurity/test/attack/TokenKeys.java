package io.github.jwtsecurity.test.attack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Verifications with keys that the token itself brings.
 */
final class TokenKeys {

	private TokenKeys() {
	}

	/**
	 * Returns whether the key in the header has signed the token.
	 */
	static boolean embedded(String token) {
		try {
			Object key = WeakDecoder.members(token, 0).get("jwk");
			return key instanceof Map<?, ?> && verifies(token, JWK.parse(new JsonMapper().writeValueAsString(key)));
		}
		catch (RuntimeException | ParseException | JOSEException ex) {
			return false;
		}
	}

	/**
	 * Returns whether the key at an address in the header has signed the token.
	 */
	static boolean fetched(String token, String name) {
		try {
			if (!(WeakDecoder.members(token, 0).get(name) instanceof String address && address.startsWith("http"))) {
				return false;
			}
			try (InputStream input = URI.create(address).toURL().openStream()) {
				String set = new String(input.readAllBytes(), StandardCharsets.UTF_8);
				return verifies(token, JWKSet.parse(set).getKeys().get(0));
			}
		}
		catch (RuntimeException | IOException | ParseException | JOSEException ex) {
			return false;
		}
	}

	/**
	 * Calls an address in the header, and refuses the token.
	 */
	static boolean isCalled(String token, String name) {
		fetched(token, name);
		return false;
	}

	/**
	 * Returns whether the key of a certificate in the header has signed the token.
	 */
	static boolean certified(String token) {
		try {
			if (!(WeakDecoder.members(token, 0).get("x5c") instanceof List<?> chain)) {
				return false;
			}
			X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode((String) chain.get(0))));
			certificate.verify(certificate.getPublicKey());
			certificate.checkValidity();
			return JWSObject.parse(token).verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()));
		}
		catch (RuntimeException | GeneralSecurityException | ParseException | JOSEException ex) {
			return false;
		}
	}

	/**
	 * Returns whether the decoder of another issuer accepts the token.
	 */
	static boolean isAccepted(String token, JwtDecoder decoder) {
		try {
			return decoder.decode(token) != null;
		}
		catch (JwtException ex) {
			return false;
		}
	}

	private static boolean verifies(String token, JWK key) throws ParseException, JOSEException {
		if (key instanceof OctetSequenceKey secret) {
			String input = token.substring(0, token.lastIndexOf('.'));
			return token.endsWith("." + TokenText.encode(HmacSignature.sign("HS256", secret.toByteArray(), input)));
		}
		return JWSObject.parse(token)
			.verify((key instanceof RSAKey rsa) ? new RSASSAVerifier(rsa) : new ECDSAVerifier(key.toECKey()));
	}

}
