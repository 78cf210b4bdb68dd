package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
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
 * @param bytes the bytes of the whole text
 * @param headers all header parameters, which are immutable
 * @param payload the bytes of the payload
 * @param signature the bytes of the signature
 */
record CompactText(String token, byte[] bytes, Map<String, Object> headers, byte[] payload, byte[] signature) {

	/**
	 * The limit is far above the length of a header that servers accept, and low enough
	 * to be cheap.
	 */
	private static final int MAX_LENGTH = 65_536;

	/** The characters whose last four bits are zero. */
	private static final String LAST_OF_TWO = "AQgw";

	/** The characters whose last two bits are zero. */
	private static final String LAST_OF_THREE = "AEIMQUYcgkosw048";

	/**
	 * Returns whether a token is neither missing nor too long to be parsed.
	 */
	static boolean hasAcceptedLength(@Nullable String token) {
		return token != null && token.length() <= MAX_LENGTH;
	}

	/**
	 * Decodes a token.
	 * @param token the text of the token
	 * @param accepted the headers that need not be parsed again
	 * @throws InvalidTokenException if the text is missing, too long or not canonical
	 */
	static CompactText parse(String token, AcceptedHeaders accepted) {
		if (!hasAcceptedLength(token)) {
			throw malformed("The token is missing or too long");
		}
		int first = token.indexOf('.');
		int second = token.indexOf('.', first + 1);
		if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
			throw malformed("The token does not have three parts");
		}
		// Characters outside Latin-1 become question marks, which are not in the
		// alphabet of base64url.
		byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
		Map<String, Object> known = accepted.find(token.substring(0, first));
		return new CompactText(token, bytes, (known != null) ? known : headers(Arrays.copyOf(bytes, first)),
				decode(Arrays.copyOfRange(bytes, first + 1, second)),
				decode(Arrays.copyOfRange(bytes, second + 1, bytes.length)));
	}

	private static Map<String, Object> headers(byte[] part) {
		Map<String, Object> headers = StrictJson.parse(decode(part));
		if (headers == null) {
			throw malformed("The token's header is not a JSON object with unique keys");
		}
		return Collections.unmodifiableMap(headers);
	}

	/**
	 * Returns the text of the header.
	 */
	String header() {
		return this.token.substring(0, this.token.indexOf('.'));
	}

	private static byte[] decode(byte[] part) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(part);
			if (isCanonical(part)) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// The exception below does not quote the token.
		}
		throw malformed("The token is not base64url in canonical form");
	}

	/**
	 * Returns whether a part has no padding, and no bits of its last character that the
	 * decoder ignores.
	 * @param part a part that the decoder accepts
	 */
	private static boolean isCanonical(byte[] part) {
		if (part.length == 0) {
			return true;
		}
		byte last = part[part.length - 1];
		return switch (part.length % 4) {
			case 2 -> LAST_OF_TWO.indexOf(last) >= 0;
			case 3 -> LAST_OF_THREE.indexOf(last) >= 0;
			default -> last != '=';
		};
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
