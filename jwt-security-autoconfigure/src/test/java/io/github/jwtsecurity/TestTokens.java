package io.github.jwtsecurity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A factory of valid and invalid tokens that does not use the code under test.
 */
public final class TestTokens {

	/** The secret for tests. */
	public static final String SECRET = "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n";

	private static final JsonMapper MAPPER = new JsonMapper();

	private TestTokens() {
	}

	public static String validFor(Object userId) {
		return sign(claims(userId));
	}

	/**
	 * Returns a token with a scope, which becomes the authority with the prefix
	 * {@code SCOPE_}.
	 */
	public static String withScope(Object userId, String scope) {
		Map<String, Object> claims = claims(userId);
		claims.put("scope", scope);
		return sign(claims);
	}

	public static Map<String, Object> claims(Object userId) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("user_id", userId);
		claims.put("email", "someone@example.com");
		claims.put("iat", Instant.now().getEpochSecond());
		claims.put("exp", Instant.now().getEpochSecond() + 3600);
		return claims;
	}

	public static String sign(Map<String, Object> claims) {
		return sign("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", MAPPER.writeValueAsString(claims));
	}

	public static String sign(String header, String payload) {
		return sign(header, payload, SECRET);
	}

	public static String sign(String header, String payload, String secret) {
		return signRaw(encode(header) + "." + encode(payload), "HmacSHA256", secret);
	}

	public static String signRaw(String signingInput, String macAlgorithm, String secret) {
		return signingInput + "." + encode(mac(signingInput, macAlgorithm, secret.getBytes(StandardCharsets.UTF_8)));
	}

	public static String encode(String text) {
		return encode(text.getBytes(StandardCharsets.UTF_8));
	}

	public static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	public static byte[] mac(String input, String macAlgorithm, byte[] secret) {
		try {
			Mac mac = Mac.getInstance(macAlgorithm);
			mac.init(new SecretKeySpec(secret, macAlgorithm));
			return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the payload of a token, without verifying the token.
	 */
	public static JsonNode payload(String token) {
		return part(token, 1);
	}

	/**
	 * Returns the header of a token, without verifying the token.
	 */
	public static JsonNode header(String token) {
		return part(token, 0);
	}

	private static JsonNode part(String token, int index) {
		return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
	}

}
