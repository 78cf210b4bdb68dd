package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.crypto.SecretKey;

import org.springframework.util.Assert;

/**
 * Makes keys for other purposes than access tokens from the service's secrets. A key
 * tells nothing about the secret it comes from, nor about the key for another purpose.
 */
public final class KeyDerivation {

	private final List<Secret> secrets;

	KeyDerivation(List<Secret> secrets) {
		this.secrets = List.copyOf(secrets);
	}

	/**
	 * Derives keys for HMAC-SHA256 (RFC 2104): the HMAC of the purpose with each secret.
	 * @param purpose what the keys are for, with a blank in it, so that it is never what
	 * is signed in an access token
	 * @return a key for each secret, never empty: first that of the current secret, then
	 * those of the previous ones
	 */
	public List<SecretKey> derive(String purpose) {
		Assert.isTrue(purpose.contains(" "), "purpose must have a blank");
		return this.secrets.stream().map((secret) -> derive(secret, purpose)).toList();
	}

	private static SecretKey derive(Secret secret, String purpose) {
		return HmacSha256
			.key(HmacSha256.sign(HmacSha256.key(secret.bytes()), purpose.getBytes(StandardCharsets.UTF_8)));
	}

}
