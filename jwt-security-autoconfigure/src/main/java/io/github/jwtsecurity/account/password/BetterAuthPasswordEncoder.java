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
 * An encoder that verifies the password hashes of Better Auth, so that accounts can move
 * from there to a {@code DelegatingPasswordEncoder} under the id {@code better-auth}. The
 * form is {@code hex(salt):hex(key)}: scrypt (RFC 7914) with N=16384, r=16, p=1 and 64
 * bytes over the NFKC form of the password. The salt is the hexadecimal text itself, not
 * the decoded bytes.
 * <p>
 * The encoder creates no hashes, and requests an upgrade of each. It needs Bouncy Castle,
 * which the starter includes. One verification takes 32 MiB of memory for its duration.
 */
public final class BetterAuthPasswordEncoder implements PasswordEncoder {

	static final Pattern HASH = Pattern.compile("([0-9a-f]{32}):([0-9a-f]{128})");

	private static final int COST = 16_384;

	private static final int BLOCK_SIZE = 16;

	private static final int PARALLELIZATION = 1;

	private static final int KEY_LENGTH = 64;

	/**
	 * Throws an exception, because this encoder creates no hashes.
	 * @param rawPassword ignored
	 * @return never a value, since this method throws an exception
	 * @throws UnsupportedOperationException always; another encoder creates new hashes
	 */
	@Override
	public String encode(@Nullable CharSequence rawPassword) {
		throw new UnsupportedOperationException("Hashes of Better Auth are verified, but not created");
	}

	/**
	 * Verifies a password in constant time.
	 * @param rawPassword the password as the user typed it
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
	 * Returns {@code true}, so that each hash is replaced.
	 * @param encodedPassword the stored hash
	 * @return {@code true}
	 */
	@Override
	public boolean upgradeEncoding(@Nullable String encodedPassword) {
		return true;
	}

}
