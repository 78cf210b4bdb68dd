package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

/**
 * RSA key pairs with stored primes, since finding primes takes seconds without optimised
 * code.
 */
final class RsaKeys {

	static final RSAKey OF_2048_BITS = create("""
			xpbpclu1s0722pobxs52xqbtewaagn94qsicnzj7kwh5b0oglsl65bbpxrgl117w2s1m8yeqap68zkqefr67kxdp4tmstwg2m23c
			jlnr40agtblp4e2ynv9wlmm1aq8yx2lf458qbtokcnhpain3nbg8b7sgo36n9r8gxmv7puls5tovo2e8w0muyqwk7clz9uv5h1

			12wl1n33w2f9noceismoefsu4yogk4qnxhs0n95bhpx3xxgrryn441sz7jdzikbae5smvcgh7pxrwmtjc0x9pi0gvgvck678gw1u
			4qf68r9gtwatn7kmpzyfimiu5s5ivatq5uslupsifz876rgppfr56c7wybsxzxvz7mfaejlp5ze7koo4o6onr50jodrl1at7qct
			""");

	static final RSAKey OTHER_OF_2048_BITS = create("""
			16qadmnp88qn65lwxr5furbe7knzs4ude98h10zysu7octsbc4nb5zralctrbm5wu8h2sr79t7g3d8xzlcvvqjv1mpog59lwl6tp
			rwr1b82w6d9tawqbsanrmdzcwcperaxncdy6gpqclpcvmk79md48qbc3ts6lukcw2lb6d3sa2onzfxheo2ya81315cprequ5kzv

			xkuk69hc1j96zlw168byuu790zyrjnqjpmw918f12yap6hl0boku2yd2rj0whcf3nd2sxcxlmuownymjda1ipsmubslgnemznizk
			dvvi6dm9olqaqi23y8aru56we3z4ttw9g0ugbxqrxukkt6npkeadp8mcli4lqqdrx414n8486229rtu7wzrzv2v0hv5vg44amj
			""");

	static final RSAKey OF_3072_BITS = create("""
			14m5ksxhajv1q0lgp3hui3msidsz6mrn2ipf3hpgg0zgkhvtb4y1a08no4cqnfhrl0borfaal5g99lif5dfxcgjephnkeg9dntky
			s7a22h4qnovtqjhvg0vbkgh8c06ksxmt0l9jagtthmswwczg0pff7r9s7po3kogfi1ne2yb02uvsx9cp24j0obfw8q6wvp3jj9uu
			vimddpbr4k9ieo8relj5d0g4xb5aumdkx3c8gf2r5lcl7e3sn7k77y8b9kd0gm8m9nbard2eb3vyuy2i0qlkwhpr08l979s05j

			19z9nt89c3jjz0fes9g7er633zdbidhvko2htlmfggn56oh27je1ems45264jvk0ba7i2nufjzsiapocrfj46jeasgvkthaw3ryw
			ejyex3eht0ividfe8e45vernc4tbtnqjf2m02wla8l6tn3t6xqwysg3wcnx4u3u0xm7tjka1e4iztv6yrosl4iq5wsmnan7otw2t
			jhp23to2ltt2nu5h4md0zg0p385wnwfrya0y0kn3nv2l3rnsm1ot65rwc97h3dq2g3ord96u0vr522mwf5zxiezxv2gvty0ovt
			""");

	private RsaKeys() {
	}

	/**
	 * Creates a key pair from two primes with the base 36.
	 */
	private static RSAKey create(String primes) {
		BigInteger[] numbers = Stream.of(primes.split("\n\n"))
			.map((prime) -> new BigInteger(prime.replace("\n", ""), 36))
			.toArray(BigInteger[]::new);
		BigInteger p = numbers[0].max(numbers[1]);
		BigInteger q = numbers[0].min(numbers[1]);
		BigInteger beforeP = p.subtract(BigInteger.ONE);
		BigInteger beforeQ = q.subtract(BigInteger.ONE);
		BigInteger e = BigInteger.valueOf(65537);
		BigInteger d = e.modInverse(beforeP.multiply(beforeQ));
		return new RSAKey.Builder(Base64URL.encode(p.multiply(q)), Base64URL.encode(e))
			.privateExponent(Base64URL.encode(d))
			.firstPrimeFactor(Base64URL.encode(p))
			.secondPrimeFactor(Base64URL.encode(q))
			.firstFactorCRTExponent(Base64URL.encode(d.mod(beforeP)))
			.secondFactorCRTExponent(Base64URL.encode(d.mod(beforeQ)))
			.firstCRTCoefficient(Base64URL.encode(q.modInverse(p)))
			.build();
	}

}
