package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The text of tokens (RFC 7515, section 7.1).
 */
final class TokenText {

	private TokenText() {
	}

	static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	static String encode(String text) {
		return encode(text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] decode(String text) {
		return Base64.getUrlDecoder().decode(text);
	}

	/**
	 * Returns the text that is signed.
	 */
	static String input(JsonText header, JsonText claims) {
		return encode(header.toString()) + "." + encode(claims.toString());
	}

	/**
	 * Returns one of the three parts of a token.
	 */
	static String part(String token, int index) {
		return token.split("\\.")[index];
	}

	/**
	 * Returns a text in base64url that decodes to the same bytes, since it differs in
	 * bits that have no meaning. The length of the text must not be a multiple of four.
	 */
	static String withOtherUnusedBits(String text) {
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		int end = text.length() - 1;
		return text.substring(0, end) + alphabet.charAt(alphabet.indexOf(text.charAt(end)) ^ 1);
	}

}
