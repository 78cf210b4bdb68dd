package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.crypto.SecretKey;

import org.springframework.util.Assert;

/**
 * A derivation of keys from the secrets of the service, for purposes other than access
 * tokens. A derived key reveals neither the secret nor the keys for other purposes.
 *
 * @hidden
 */
public final class KeyDerivation {

	private final List<Secret> secrets;

	KeyDerivation(List<Secret> secrets) {
		this.secrets = List.copyOf(secrets);
	}

	/**
	 * Derives keys for HMAC-SHA256 (RFC 2104): the HMAC of the purpose with each secret.
	 * @param purpose the purpose of the keys. It must contain a blank, which the signed
	 * part of an access token never does
	 * @return a key for each secret, never empty: the key of the current secret first,
	 * then those of the previous secrets
	 */
	public List<SecretKey> derive(String purpose) {
		Assert.isTrue(purpose.contains(" "), "purpose must contain a blank");
		return this.secrets.stream().map((secret) -> derive(secret, purpose)).toList();
	}

	private static SecretKey derive(Secret secret, String purpose) {
		return HmacSha256
			.key(HmacSha256.sign(HmacSha256.key(secret.bytes()), purpose.getBytes(StandardCharsets.UTF_8)));
	}

}
