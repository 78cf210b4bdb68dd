package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwtsecurity.LongComputation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RsaKeyRules}.
 */
@LongComputation
class RsaKeyRulesTests {

	private static final BigInteger F4 = BigInteger.valueOf(65537);

	private final Random random = new Random(42);

	@ParameterizedTest
	@ValueSource(ints = { 2048, 3072 })
	void problemWhenKeyPairIsGeneratedThenNone(int bits) {
		assertThat(RsaKeyRules.problem(SigningKeys.newRsa(bits).toPublicJWK())).isNull();
	}

	@Test
	void problemWhenOneOfThousandOrdinaryModuliThenNone() {
		List<BigInteger> primes = Stream.generate(() -> BigInteger.probablePrime(1024, this.random)).limit(60).toList();
		List<BigInteger> moduli = IntStream.range(0, primes.size())
			.boxed()
			.flatMap((first) -> primes.subList(0, first).stream().map(primes.get(first)::multiply))
			.filter((modulus) -> modulus.bitLength() == 2048)
			.toList();
		assertThat(moduli).hasSizeGreaterThan(1_000).allMatch((modulus) -> problem(modulus) == null);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2048, 3072, 4096 })
	void problemWhenPrimesHaveTheFormOfRocaThenSaysSo(int bits) {
		BigInteger modulus = rocaPrime(bits / 2).multiply(rocaPrime(bits / 2));
		assertThat(modulus.bitLength()).isEqualTo(bits);
		assertThat(problem(modulus)).isEqualTo("an RSA key that can be factored (ROCA, CVE-2017-15361)");
	}

	@Test
	void problemWhenModulusHasASmallFactorThenSaysSo() {
		BigInteger other = BigInteger.probablePrime(2048, this.random);
		for (int factor : new int[] { 2, 3, 5, 701, 709, 751 }) {
			assertThat(problem(other.multiply(BigInteger.valueOf(factor)))).as("factor " + factor)
				.isEqualTo("an RSA key whose modulus has a small factor");
		}
		assertThat(problem(BigInteger.TWO.pow(2047))).contains("small factor");
	}

	@Test
	void problemWhenSizeOrExponentIsUnsoundThenSaysSo() {
		BigInteger modulus = SigningKeys.rsa("rsa", 2048).getModulus().decodeToBigInteger();
		assertThat(problem(modulus.shiftRight(1).setBit(0))).contains("2047 bits");
		assertThat(problem(BigInteger.TWO.pow(8192).add(BigInteger.ONE))).contains("8193 bits");
		for (String exponent : List.of("0", "1", "2", "65536", "18446744073709551617")) {
			assertThat(RsaKeyRules.problem(key(modulus, new BigInteger(exponent)))).as(exponent)
				.isEqualTo("an RSA key with an unsound exponent");
		}
		assertThat(RsaKeyRules.problem(key(modulus, BigInteger.valueOf(3)))).isNull();
	}

	private static String problem(BigInteger modulus) {
		return RsaKeyRules.problem(key(modulus, F4));
	}

	private static RSAKey key(BigInteger modulus, BigInteger exponent) {
		return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent)).build();
	}

	/**
	 * Returns a prime k * M + (65537^a mod M), where M is the product of the first primes
	 * that the vulnerable generator uses for keys with twice as many bits.
	 */
	private BigInteger rocaPrime(int bits) {
		BigInteger product = IntStream.range(2, (bits < 1984) ? 702 : 1428)
			.mapToObj(BigInteger::valueOf)
			.filter((number) -> number.isProbablePrime(100))
			.reduce(BigInteger.ONE, BigInteger::multiply);
		BigInteger lowest = BigInteger.TWO.pow(bits - 1).add(BigInteger.TWO.pow(bits - 2)).divide(product);
		while (true) {
			BigInteger factor = lowest.add(new BigInteger(lowest.bitLength() - 3, this.random));
			BigInteger power = F4.modPow(new BigInteger(64, this.random), product);
			BigInteger candidate = factor.multiply(product).add(power);
			if (candidate.isProbablePrime(50)) {
				return candidate;
			}
		}
	}

}
