package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Ed25519Point}. Bouncy Castle is the reference for public keys.
 */
class Ed25519PointTests {

	private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

	private static final List<String> SMALL_ORDER = List.of(
			"0100000000000000000000000000000000000000000000000000000000000000",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"0000000000000000000000000000000000000000000000000000000000000000",
			"0000000000000000000000000000000000000000000000000000000000000080",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

	@Test
	void decodeWhenNotTheEncodingOfAPointThenNull() {
		assertThat(Ed25519Point.decode(encode(BigInteger.TWO, false))).isNull();
		assertThat(Ed25519Point.decode(encode(BigInteger.TWO, true))).isNull();
		assertThat(Ed25519Point.decode(encode(BigInteger.ONE, true))).isNull();
		assertThat(Ed25519Point.decode(encode(P.subtract(BigInteger.ONE), true))).isNull();
		for (int i = 0; i < 19; i++) {
			assertThat(Ed25519Point.decode(encode(P.add(BigInteger.valueOf(i)), false))).as("p + " + i).isNull();
			assertThat(Ed25519Point.decode(encode(P.add(BigInteger.valueOf(i)), true))).as("p + " + i).isNull();
		}
	}

	@Test
	void hasPrimeOrderWhenPublicKeyThenTrueWithBothEngines() {
		byte[] message = "header.payload".getBytes(StandardCharsets.US_ASCII);
		Random random = new Random(42);
		for (int i = 0; i < 100; i++) {
			byte[] seed = new byte[32];
			random.nextBytes(seed);
			byte[] publicKey = new byte[32];
			Ed25519.generatePublicKey(seed, 0, publicKey, 0);
			byte[] signature = new byte[64];
			Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
			assertThat(Ed25519Point.decode(publicKey).hasPrimeOrder()).isTrue();
			assertThat(JdkEd25519Engine.create(publicKey).verify(message, signature)).isTrue();
			assertThat(BouncyCastleEd25519Engine.create(publicKey).verify(message, signature)).isTrue();
		}
	}

	@Test
	void hasPrimeOrderWhenSmallOrderThenFalse() {
		assertThat(smallOrderPoints()).doesNotContainNull().noneMatch(Ed25519Point::hasPrimeOrder);
	}

	@Test
	void hasPrimeOrderWhenAPartIsOfSmallOrderThenFalse() {
		Ed25519Point key = Ed25519Point.decode(SigningKeys.ed25519("ed").getDecodedX());
		List<byte[]> mixed = new ArrayList<>();
		smallOrderPoints().skip(1).forEach((point) -> mixed.add(encode(key.add(point))));
		assertThat(mixed).hasSize(7).allSatisfy((encoded) -> {
			assertThat(Ed25519Point.decode(encoded).hasPrimeOrder()).isFalse();
			assertThat(Ed25519.validatePublicKeyPartial(encoded, 0)).isTrue();
			assertThatIllegalArgumentException().isThrownBy(() -> BouncyCastleEd25519Engine.create(encoded));
		});
	}

	@Test
	void decodeWhenAnythingThenAsBouncyCastleDoes() {
		Random random = new Random(42);
		int usable = 0;
		for (int i = 0; i < 500; i++) {
			byte[] encoded = new byte[32];
			random.nextBytes(encoded);
			Ed25519Point point = Ed25519Point.decode(encoded);
			boolean good = point != null && point.hasPrimeOrder();
			assertThat(good).as(HexFormat.of().formatHex(encoded)).isEqualTo(Ed25519.validatePublicKeyFull(encoded, 0));
			usable += good ? 1 : 0;
		}
		assertThat(usable).isPositive();
	}

	private static Stream<Ed25519Point> smallOrderPoints() {
		return SMALL_ORDER.stream().map(HexFormat.of()::parseHex).map(Ed25519Point::decode);
	}

	private static byte[] encode(Ed25519Point point) {
		BigInteger inverse = point.z().modInverse(P);
		return encode(point.y().multiply(inverse).mod(P), point.x().multiply(inverse).mod(P).testBit(0));
	}

	private static byte[] encode(BigInteger y, boolean oddX) {
		BigInteger number = oddX ? y.setBit(255) : y;
		byte[] encoded = new byte[32];
		for (int i = 0; i < encoded.length; i++) {
			encoded[i] = number.shiftRight(8 * i).byteValue();
		}
		return encoded;
	}

}
