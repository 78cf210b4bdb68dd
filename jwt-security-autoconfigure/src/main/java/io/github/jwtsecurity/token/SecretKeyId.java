package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
			return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(mac.doFinal(LABEL), LENGTH));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HmacSHA256 is part of every Java platform", ex);
		}
	}

}
