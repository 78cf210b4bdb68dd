package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * A parsed token whose signature is not yet verified. Only the canonical text of a
 * compact JWS (RFC 7515, section 7.1) is accepted: no padding, no other alphabet, no
 * changed unused bits. Therefore, a token with one signature has one text. Anybody can
 * compute a second valid signature from an ECDSA signature, so a token with such a
 * signature has two texts, with the same claims.
 *
 * @param token the whole text
 * @param header the header in the form of Nimbus: algorithm, type and key id, without
 * parameters that point to a key
 * @param headers all header parameters
 * @param payload the bytes of the payload
 * @param signature the text of the signature
 */
record CompactJws(String token, JWSHeader header, Map<String, Object> headers, byte[] payload, Base64URL signature) {

	/**
	 * The limit is far above the length of a header that servers accept, and low enough
	 * to be cheap.
	 */
	private static final int MAX_LENGTH = 65_536;

	/**
	 * Rejects missing or oversized tokens before parsing.
	 * @throws InvalidTokenException if the text is missing or too long
	 */
	static void requireLength(@Nullable String token) {
		if (token == null || token.length() > MAX_LENGTH) {
			throw malformed("The token is missing or too long");
		}
	}

	static CompactJws parse(String token) {
		int first = token.indexOf('.');
		int second = token.indexOf('.', first + 1);
		if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
			throw malformed("The token does not have three parts");
		}
		byte[] header = decode(token.substring(0, first));
		byte[] payload = decode(token.substring(first + 1, second));
		String signature = token.substring(second + 1);
		decode(signature);
		Map<String, Object> headers = StrictJson.parse(header);
		if (headers == null) {
			throw malformed("The token's header is not a JSON object with unique keys");
		}
		return new CompactJws(token, toHeader(headers), headers, payload, new Base64URL(signature));
	}

	byte[] signingInput() {
		return this.token.substring(0, this.token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] decode(String part) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(part);
			if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// The exception below does not quote the token.
		}
		throw malformed("The token is not base64url in canonical form");
	}

	private static JWSHeader toHeader(Map<String, Object> headers) {
		if (headers.containsKey("crit") || headers.containsKey("b64")) {
			throw new InvalidTokenException(InvalidTokenException.Reason.ALGORITHM,
					"The token asks for an extension that is not supported");
		}
		String algorithm = text(headers, "alg");
		if (algorithm == null || algorithm.equals("none")) {
			throw new InvalidTokenException(InvalidTokenException.Reason.ALGORITHM, "The token is not signed");
		}
		return new JWSHeader.Builder(new JWSAlgorithm(algorithm)).keyID(text(headers, "kid")).build();
	}

	private static @Nullable String text(Map<String, Object> headers, String name) {
		Object value = headers.get(name);
		if (value == null && !headers.containsKey(name)) {
			return null;
		}
		if (value instanceof String text) {
			return text;
		}
		throw malformed("The token's header is malformed");
	}

	private static InvalidTokenException malformed(String message) {
		return new InvalidTokenException(InvalidTokenException.Reason.MALFORMED, message);
	}

	/**
	 * Returns a text without the token.
	 */
	@Override
	public String toString() {
		return "CompactJws[header=" + this.header + "]";
	}

}
