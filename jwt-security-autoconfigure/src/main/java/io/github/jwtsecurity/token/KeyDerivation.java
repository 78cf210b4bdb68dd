package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.util.Assert;

/**
 * Makes keys for other purposes than access tokens from the service's secrets. A key
 * tells nothing about the secret it comes from, nor about the key for another purpose.
 */
public final class KeyDerivation {

	private static final String ALGORITHM = "HmacSHA256";

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
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
			return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HmacSHA256 is part of every Java platform", ex);
		}
	}

}
