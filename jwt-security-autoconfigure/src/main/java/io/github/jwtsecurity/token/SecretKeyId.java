package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key id of a secret. It is the same on every instance, and helps to guess the secret
 * no more than any token that was signed with it.
 */
final class SecretKeyId {

	private static final byte[] LABEL = "jwt-security kid".getBytes(StandardCharsets.UTF_8);

	private static final int LENGTH = 9;

	private SecretKeyId() {
	}

	static String of(Secret secret) {
		byte[] code = HmacSha256.sign(HmacSha256.key(secret.bytes()), LABEL);
		return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(code, LENGTH));
	}

}
