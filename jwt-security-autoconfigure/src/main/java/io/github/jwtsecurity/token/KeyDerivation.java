package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.crypto.SecretKey;

import org.springframework.util.Assert;

/**
 * A derivation of keys from the secrets and private keys of the service, for purposes
 * other than access tokens. A derived key reveals neither the key that it is derived from
 * nor the keys for other purposes.
 *
 * @hidden
 */
public final class KeyDerivation {

	private final List<byte[]> keys;

	/**
	 * Creates a derivation.
	 * @param keys the secrets and private keys, beginning with the current one
	 */
	KeyDerivation(List<byte[]> keys) {
		this.keys = List.copyOf(keys);
	}

	/**
	 * Derives keys for HMAC-SHA256 (RFC 2104): the HMAC of the purpose with each secret
	 * or private key.
	 * @param purpose the purpose of the keys. It must contain a blank, which the signed
	 * part of an access token never does
	 * @return a key for each secret or private key, never empty: that of the current one
	 * first
	 */
	public List<SecretKey> derive(String purpose) {
		Assert.isTrue(purpose.contains(" "), "purpose must contain a blank");
		return this.keys.stream().map((key) -> derive(key, purpose)).toList();
	}

	private static SecretKey derive(byte[] key, String purpose) {
		return HmacSha256.key(HmacSha256.sign(HmacSha256.key(key), purpose.getBytes(StandardCharsets.UTF_8)));
	}

}
