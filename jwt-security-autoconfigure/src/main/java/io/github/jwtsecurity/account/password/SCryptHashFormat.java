package io.github.jwtsecurity.account.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

/**
 * The format of scrypt hashes (RFC 7914) with N=2^17, r=8 and p=1, as OWASP recommends,
 * with 128 MiB for each hash. The parameters are stored as one hexadecimal number.
 */
final class SCryptHashFormat implements NewHashFormat {

	private static final Pattern HASH = Pattern.compile(
			"\\$(?<parameters>[1-9a-f][0-9a-f]{4,5})\\$(?<salt>[A-Za-z0-9+/=]{12,88})\\$(?<key>[A-Za-z0-9+/=]{44})");

	private static final int LOG_COST = 17;

	private static final int BLOCK_SIZE = 8;

	private static final int PARALLELIZATION = 1;

	private static final int KEY_LENGTH = 32;

	private static final int SALT_LENGTH = 16;

	private static final int MAX_LOG_COST = 20;

	/** The maximum product of N, r and p: four times that of a new hash. */
	private static final long MAX_WORK = 1L << 22;

	@Override
	public PasswordEncoder encoder() {
		return new SCryptPasswordEncoder(1 << LOG_COST, BLOCK_SIZE, PARALLELIZATION, KEY_LENGTH, SALT_LENGTH);
	}

	@Override
	public Strength strength(String hash) {
		Matcher matcher = HASH.matcher(hash);
		if (!matcher.matches() || !HashText.isBase64(matcher.group("salt"), matcher.group("key"))
				|| HashText.base64Length(matcher.group("key")) != KEY_LENGTH) {
			return Strength.UNREADABLE;
		}
		int parameters = Integer.parseInt(matcher.group("parameters"), 16);
		int logCost = parameters >> 16;
		int blockSize = (parameters >> 8) & 0xff;
		int parallelization = parameters & 0xff;
		if (!isAffordable(logCost, blockSize, parallelization)) {
			return Strength.UNREADABLE;
		}
		boolean sufficient = logCost >= LOG_COST && blockSize >= BLOCK_SIZE
				&& HashText.base64Length(matcher.group("salt")) >= SALT_LENGTH;
		return sufficient ? Strength.SUFFICIENT : Strength.WEAK;
	}

	/**
	 * Returns whether a hash can be verified without a delay for other logins.
	 */
	static boolean isAffordable(int logCost, int blockSize, int parallelization) {
		if (logCost < 1 || logCost > MAX_LOG_COST || blockSize < 1 || parallelization < 1) {
			return false;
		}
		// RFC 7914, section 2 requires N < 2^(128 * r / 8).
		boolean defined = blockSize > 1 || logCost < 16;
		long blocks = (long) blockSize << logCost;
		return defined && blocks * 128 <= MAX_MEMORY && blocks * parallelization <= MAX_WORK;
	}

	@Override
	public String standIn() {
		Base64.Encoder base64 = Base64.getEncoder();
		return "$" + Integer.toHexString(LOG_COST << 16 | BLOCK_SIZE << 8 | PARALLELIZATION) + "$"
				+ base64.encodeToString(new byte[SALT_LENGTH]) + "$" + base64.encodeToString(new byte[KEY_LENGTH]);
	}

}
