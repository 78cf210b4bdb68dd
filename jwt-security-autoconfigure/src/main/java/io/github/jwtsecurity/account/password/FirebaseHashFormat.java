package io.github.jwtsecurity.account.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

/**
 * The format of the hashes of Firebase Authentication, in the text form of Supabase,
 * which imports them too:
 * {@code $fbscrypt$v=1,n=<memory cost>,r=<rounds>,p=1,ss=<salt separator>,sk=<signer
 * key>$<salt>$<hash>}. The hash is the signer key of the project, encrypted with AES-256
 * in counter mode under the key that scrypt (RFC 7914) derives from the password.
 */
final class FirebaseHashFormat extends ForeignHashFormat {

	private static final String ALGORITHM = "$fbscrypt$";

	private static final Pattern HASH = Pattern
		.compile("\\$fbscrypt\\$v=1,n=(?<logCost>[1-9]\\d?),r=(?<blockSize>[1-9]\\d?),p=(?<parallelization>[1-9]\\d?)"
				+ ",ss=(?<separator>[A-Za-z0-9+/=]{0,44}),sk=(?<key>[A-Za-z0-9+/=]{4,176})"
				+ "\\$(?<salt>[A-Za-z0-9+/=]{4,88})\\$(?<hash>[A-Za-z0-9+/=]{4,176})");

	private static final int KEY_LENGTH = 32;

	private static final int BLOCK_LENGTH = 16;

	@Override
	public boolean isNamedIn(String hash) {
		return hash.startsWith(ALGORITHM);
	}

	@Override
	@Nullable ForeignHash read(String hash) {
		Matcher matcher = HASH.matcher(hash);
		if (!matcher.matches() || !HashText.isBase64(matcher.group("separator"), matcher.group("key"),
				matcher.group("salt"), matcher.group("hash"))) {
			return null;
		}
		int logCost = Integer.parseInt(matcher.group("logCost"));
		int blockSize = Integer.parseInt(matcher.group("blockSize"));
		int parallelization = Integer.parseInt(matcher.group("parallelization"));
		byte[] signerKey = Base64.getDecoder().decode(matcher.group("key"));
		byte[] stored = Base64.getDecoder().decode(matcher.group("hash"));
		if (!SCryptHashFormat.isAffordable(logCost, blockSize, parallelization) || signerKey.length != stored.length) {
			return null;
		}
		byte[] salt = concatenate(Base64.getDecoder().decode(matcher.group("salt")),
				Base64.getDecoder().decode(matcher.group("separator")));
		return (password) -> {
			byte[] key = SCrypt.generate(password.toString().getBytes(StandardCharsets.UTF_8), salt, 1 << logCost,
					blockSize, parallelization, KEY_LENGTH);
			return MessageDigest.isEqual(encrypt(key, signerKey), stored);
		};
	}

	private static byte[] concatenate(byte[] first, byte[] second) {
		byte[] both = new byte[first.length + second.length];
		System.arraycopy(first, 0, both, 0, first.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static byte[] encrypt(byte[] key, byte[] signerKey) {
		try {
			Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"),
					new IvParameterSpec(new byte[BLOCK_LENGTH]));
			return cipher.doFinal(signerKey);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES in counter mode is not available", ex);
		}
	}

}
