package io.github.jwtsecurity.account.password;

import java.util.Base64;

/**
 * The Base64 encoding (RFC 4648, section 4) of stored hashes, with or without padding.
 */
final class HashText {

	private HashText() {
	}

	static boolean isBase64(String... texts) {
		try {
			for (String text : texts) {
				Base64.getDecoder().decode(text);
			}
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	static int base64Length(String text) {
		return Base64.getDecoder().decode(text).length;
	}

}
