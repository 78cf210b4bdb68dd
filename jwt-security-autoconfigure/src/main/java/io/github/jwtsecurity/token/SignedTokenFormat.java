package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;

import org.jspecify.annotations.Nullable;

/**
 * A format of opaque tokens: the base64url text of a body of fixed length and of its
 * HMAC-SHA256. The code proves that this service has issued a token.
 *
 * @hidden
 */
public final class SignedTokenFormat {

	private static final int CODE_LENGTH = 32;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

	private final List<SecretKey> keys;

	private final int bodyLength;

	private final int textLength;

	/**
	 * Creates a new format.
	 * @param keys the keys, of which the first one signs new tokens
	 * @param bodyLength the length of all bodies, in bytes
	 */
	public SignedTokenFormat(List<SecretKey> keys, int bodyLength) {
		this.keys = keys;
		this.bodyLength = bodyLength;
		this.textLength = ENCODER.encodeToString(new byte[bodyLength + CODE_LENGTH]).length();
	}

	/**
	 * Creates a token.
	 * @param key the key
	 * @param body the body
	 * @return the text of the token
	 */
	public static String create(SecretKey key, byte[] body) {
		return ENCODER.encodeToString(
				ByteBuffer.allocate(body.length + CODE_LENGTH).put(body).put(HmacSha256.sign(key, body)).array());
	}

	/**
	 * Verifies a token.
	 * @param text the text that was presented
	 * @return the token; {@code null} if this service has not issued it, or if the text
	 * is not the canonical one
	 */
	public @Nullable SignedToken verify(String text) {
		byte[] bytes = (text.length() == this.textLength) ? decode(text) : null;
		if (bytes == null) {
			return null;
		}
		byte[] body = Arrays.copyOf(bytes, this.bodyLength);
		byte[] code = Arrays.copyOfRange(bytes, this.bodyLength, bytes.length);
		return this.keys.stream()
			.filter((key) -> MessageDigest.isEqual(HmacSha256.sign(key, body), code))
			.findFirst()
			.map((key) -> new SignedToken(body, key))
			.orElse(null);
	}

	private static byte @Nullable [] decode(String text) {
		try {
			byte[] bytes = DECODER.decode(text);
			return ENCODER.encodeToString(bytes).equals(text) ? bytes : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * A verified token.
	 *
	 * @param body the body
	 * @param key the key that has signed it
	 * @hidden
	 */
	public record SignedToken(byte[] body, SecretKey key) {

		/**
		 * Returns a text without the body and the key, which are secret.
		 */
		@Override
		public String toString() {
			return "SignedToken[...]";
		}

	}

}
