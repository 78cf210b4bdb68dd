package io.github.jwtsecurity.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;

import io.github.jwtsecurity.token.HmacSha256;
import io.github.jwtsecurity.token.KeyDerivation;

/**
 * A factory of tokens against cross-site request forgery, each of which is bound to a
 * session by an HMAC (the HMAC based token pattern of the OWASP cheat sheet). A page
 * sends its token in a header. No cookie is compared with the header, so a cookie that an
 * attacker has set has no effect.
 */
final class CsrfTokens {

	private static final int RANDOM_LENGTH = 16;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecureRandom random = new SecureRandom();

	private final List<SecretKey> keys;

	CsrfTokens(KeyDerivation keyDerivation) {
		this.keys = keyDerivation.derive("jwt-security csrf token");
	}

	String create(String sessionId) {
		byte[] bytes = new byte[RANDOM_LENGTH];
		this.random.nextBytes(bytes);
		String nonce = ENCODER.encodeToString(bytes);
		return nonce + "." + sign(this.keys.get(0), sessionId, nonce);
	}

	boolean isOf(String sessionId, String token) {
		String nonce = token.substring(0, Math.max(0, token.indexOf('.')));
		return this.keys.stream().anyMatch((key) -> isEqual(nonce + "." + sign(key, sessionId, nonce), token));
	}

	private static boolean isEqual(String expected, String actual) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				actual.getBytes(StandardCharsets.UTF_8));
	}

	private static String sign(SecretKey key, String sessionId, String nonce) {
		byte[] text = (sessionId + "." + nonce).getBytes(StandardCharsets.UTF_8);
		return ENCODER.encodeToString(HmacSha256.sign(key, text));
	}

}
