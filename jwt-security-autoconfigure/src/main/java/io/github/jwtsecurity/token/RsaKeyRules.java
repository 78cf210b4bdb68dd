package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * The requirements for RSA keys of other issuers: a range of sizes, the inexpensive
 * checks of NIST SP 800-89, section 5.3.3, and no key with the ROCA vulnerability
 * (CVE-2017-15361), since such keys can be factored.
 */
final class RsaKeyRules {

	private static final int MIN_BITS = 2048;

	private static final int MAX_BITS = 8192;

	private static final int MAX_EXPONENT_BITS = 64;

	private static final List<BigInteger> SMALL_PRIMES = primes(752);

	/** The primes that the vulnerable key generator uses, for all accepted sizes. */
	private static final List<BigInteger> ROCA_PRIMES = primes(702);

	private static final BigInteger ROCA_BASE = BigInteger.valueOf(65537);

	private RsaKeyRules() {
	}

	/**
	 * Checks a key.
	 * @param key the key
	 * @return a description of the problem, {@code null} if the key may verify
	 */
	static @Nullable String problem(RSAKey key) {
		BigInteger modulus = key.getModulus().decodeToBigInteger();
		int bits = modulus.bitLength();
		if (bits < MIN_BITS || bits > MAX_BITS) {
			return "an RSA key of %d bits; accepted are %d to %d".formatted(bits, MIN_BITS, MAX_BITS);
		}
		BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
		if (!exponent.testBit(0) || exponent.equals(BigInteger.ONE) || exponent.bitLength() > MAX_EXPONENT_BITS) {
			return "an RSA key with an unsound exponent";
		}
		if (SMALL_PRIMES.stream().anyMatch((prime) -> modulus.mod(prime).signum() == 0)) {
			return "an RSA key whose modulus has a small factor";
		}
		return ROCA_PRIMES.stream().allMatch((prime) -> isPowerOfRocaBase(modulus.mod(prime), prime))
				? "an RSA key that can be factored (ROCA, CVE-2017-15361)" : null;
	}

	/**
	 * Returns whether a residue is a power of 65537. All residues of a vulnerable modulus
	 * are such powers. For any other modulus, the probability of that is less than
	 * 2^-160.
	 */
	private static boolean isPowerOfRocaBase(BigInteger residue, BigInteger prime) {
		BigInteger power = BigInteger.ONE;
		do {
			if (power.equals(residue)) {
				return true;
			}
			power = power.multiply(ROCA_BASE).mod(prime);
		}
		while (!power.equals(BigInteger.ONE));
		return false;
	}

	private static List<BigInteger> primes(int end) {
		return IntStream.range(2, end)
			.mapToObj(BigInteger::valueOf)
			.filter((number) -> number.isProbablePrime(100))
			.toList();
	}

}
