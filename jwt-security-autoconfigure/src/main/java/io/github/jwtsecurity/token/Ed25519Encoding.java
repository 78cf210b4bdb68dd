package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The encodings of the keys of Ed25519 (RFC 8410, sections 4 and 7). All providers
 * support them, whereas the interfaces of the JDK for such keys are not supported by all.
 */
final class Ed25519Encoding {

	private static final int LENGTH = 32;

	private static final byte[] BEFORE_PUBLIC_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final byte[] BEFORE_PRIVATE_KEY = HexFormat.of().parseHex("302e020100300506032b657004220420");

	private Ed25519Encoding() {
	}

	/**
	 * Returns the SubjectPublicKeyInfo of a public key.
	 */
	static byte[] ofPublicKey(byte[] key) {
		return concatenate(BEFORE_PUBLIC_KEY, key);
	}

	/**
	 * Returns the PrivateKeyInfo of a private key (PKCS#8).
	 */
	static byte[] ofPrivateKey(byte[] key) {
		return concatenate(BEFORE_PRIVATE_KEY, key);
	}

	/**
	 * Returns the public key in a SubjectPublicKeyInfo.
	 * @return the key of 32 bytes, {@code null} if the encoding is that of another type
	 */
	static byte @Nullable [] publicKey(byte @Nullable [] encoded) {
		int start = BEFORE_PUBLIC_KEY.length;
		if (encoded == null || encoded.length != start + LENGTH
				|| !Arrays.equals(encoded, 0, start, BEFORE_PUBLIC_KEY, 0, start)) {
			return null;
		}
		return Arrays.copyOfRange(encoded, start, encoded.length);
	}

	/**
	 * Returns the private key in a PrivateKeyInfo, which may end with the public key.
	 */
	static byte[] privateKey(byte[] encoded) {
		return Arrays.copyOfRange(encoded, BEFORE_PRIVATE_KEY.length, BEFORE_PRIVATE_KEY.length + LENGTH);
	}

	private static byte[] concatenate(byte[] prefix, byte[] key) {
		return ByteBuffer.allocate(prefix.length + key.length).put(prefix).put(key).array();
	}

}
