package io.github.jwtsecurity.account.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Verifies the password hashes that Better Auth stores, so that accounts can move from it
 * to a {@code DelegatingPasswordEncoder} under the id {@code better-auth}. The form is
 * {@code hex(salt):hex(key)}: scrypt (RFC 7914) with N=16384, r=16, p=1 and 64 bytes over
 * the NFKC form of the password. The salt is the hexadecimal text itself, not what it
 * decodes to.
 *
 * <p>
 * It makes no hashes and asks for each to be upgraded. Needs Bouncy Castle, which the
 * starter brings. One check takes 32 MiB of memory for its duration.
 */
public final class BetterAuthPasswordEncoder implements PasswordEncoder {

	static final Pattern HASH = Pattern.compile("([0-9a-f]{32}):([0-9a-f]{128})");

	private static final int COST = 16_384;

	private static final int BLOCK_SIZE = 16;

	private static final int PARALLELIZATION = 1;

	private static final int KEY_LENGTH = 64;

	/**
	 * Not supported.
	 * @param rawPassword ignored
	 * @return never
	 * @throws UnsupportedOperationException always: new hashes are made by another
	 * encoder
	 */
	@Override
	public String encode(@Nullable CharSequence rawPassword) {
		throw new UnsupportedOperationException("Hashes of Better Auth are verified, not made");
	}

	/**
	 * Verifies a password in constant time.
	 * @param rawPassword the password as it was typed
	 * @param encodedPassword the stored hash, without an {@code {id}}
	 * @return whether they match; {@code false} for a hash of another form
	 */
	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		if (rawPassword == null || encodedPassword == null) {
			return false;
		}
		Matcher hash = HASH.matcher(encodedPassword);
		if (!hash.matches()) {
			return false;
		}
		byte[] password = Normalizer.normalize(rawPassword, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
		byte[] salt = hash.group(1).getBytes(StandardCharsets.US_ASCII);
		byte[] key = SCrypt.generate(password, salt, COST, BLOCK_SIZE, PARALLELIZATION, KEY_LENGTH);
		return MessageDigest.isEqual(key, HexFormat.of().parseHex(hash.group(2)));
	}

	/**
	 * Always asks for a new hash.
	 * @param encodedPassword the stored hash
	 * @return {@code true}
	 */
	@Override
	public boolean upgradeEncoding(@Nullable String encodedPassword) {
		return true;
	}

}
