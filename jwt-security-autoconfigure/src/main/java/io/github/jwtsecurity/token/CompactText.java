package io.github.jwtsecurity.token;

import java.util.Base64;
import java.util.Map;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The decoded parts of a token. Only the canonical text of a compact JWS (RFC 7515,
 * section 7.1) is accepted: no padding, no other alphabet, no changed unused bits.
 * Therefore, a token with one signature has one text. Anybody can compute a second valid
 * signature from an ECDSA signature, so a token with such a signature has two texts, with
 * the same claims.
 *
 * @param token the whole text
 * @param headers all header parameters
 * @param payload the bytes of the payload
 * @param signature the text of the signature
 */
record CompactText(String token, Map<String, Object> headers, byte[] payload, String signature) {

	/**
	 * The limit is far above the length of a header that servers accept, and low enough
	 * to be cheap.
	 */
	private static final int MAX_LENGTH = 65_536;

	/**
	 * Returns whether a token is neither missing nor too long to be parsed.
	 */
	static boolean hasAcceptedLength(@Nullable String token) {
		return token != null && token.length() <= MAX_LENGTH;
	}

	/**
	 * Decodes a token.
	 * @throws InvalidTokenException if the text is missing, too long or not canonical
	 */
	static CompactText parse(String token) {
		if (!hasAcceptedLength(token)) {
			throw malformed("The token is missing or too long");
		}
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
		return new CompactText(token, headers, payload, signature);
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

	private static InvalidTokenException malformed(String message) {
		return new InvalidTokenException(Reason.MALFORMED, message);
	}

	/**
	 * Returns a text without the token.
	 */
	@Override
	public String toString() {
		return "CompactText[]";
	}

}
