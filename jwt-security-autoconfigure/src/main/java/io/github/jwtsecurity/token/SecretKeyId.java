package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Names a secret without telling anything about it: the same on every instance, and no
 * more help to a guesser than any token signed with it.
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
