package io.github.jwtsecurity.account.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The format of the hashes of Django's default hasher, {@code PBKDF2PasswordHasher}:
 * {@code pbkdf2_sha256$<iterations>$<salt>$<key>}. The salt is text.
 */
final class DjangoHashFormat extends ForeignHashFormat {

	private static final String ALGORITHM = "pbkdf2_sha256$";

	private static final Pattern HASH = Pattern
		.compile("pbkdf2_sha256\\$(?<iterations>[1-9]\\d{0,6})\\$(?<salt>[!-#%-~]{1,64})\\$(?<key>[A-Za-z0-9+/]{43}=)");

	@Override
	public boolean isNamedIn(String hash) {
		return hash.startsWith(ALGORITHM);
	}

	@Override
	@Nullable ForeignHash read(String hash) {
		Matcher matcher = HASH.matcher(hash);
		if (!matcher.matches() || !HashText.isBase64(matcher.group("key"))) {
			return null;
		}
		int iterations = Integer.parseInt(matcher.group("iterations"));
		byte[] salt = matcher.group("salt").getBytes(StandardCharsets.US_ASCII);
		byte[] key = Base64.getDecoder().decode(matcher.group("key"));
		if (!Pbkdf2.SHA_256.isAffordable(iterations, key.length)) {
			return null;
		}
		return (password) -> MessageDigest.isEqual(Pbkdf2.SHA_256.derive(password, salt, iterations, key.length), key);
	}

}
