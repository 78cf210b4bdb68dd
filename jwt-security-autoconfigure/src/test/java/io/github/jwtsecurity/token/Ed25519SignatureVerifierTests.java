package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Ed25519SignatureVerifier} with both engines.
 */
class Ed25519SignatureVerifierTests {

	private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SEED = "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt".getBytes(StandardCharsets.US_ASCII);

	private static final BigInteger ORDER = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	static Stream<Named<Function<byte[], Ed25519Engine>>> engines() {
		return Stream.of(Named.of("JDK", JdkEd25519Engine::create),
				Named.of("Bouncy Castle", BouncyCastleEd25519Engine::create));
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenSignatureIsCanonicalThenTrue(Function<byte[], Ed25519Engine> engine) {
		assertThat(verify(engine, MESSAGE, sign())).isTrue();
		assertThat(verify(engine, "another".getBytes(StandardCharsets.US_ASCII), sign())).isFalse();
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenSignatureHasAnotherLengthThenFalse(Function<byte[], Ed25519Engine> engine) {
		for (int length : new int[] { 0, 1, 32, 63, 65, 128, 1024 }) {
			assertThat(verify(engine, MESSAGE, Arrays.copyOf(sign(), length))).as("length " + length).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenScalarIsNotReducedThenFalse(Function<byte[], Ed25519Engine> engine) {
		byte[] signature = sign();
		BigInteger scalar = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
		for (int multiple = 1; multiple <= 8; multiple++) {
			byte[] shifted = reversed(toBytes(scalar.add(ORDER.multiply(BigInteger.valueOf(multiple)))));
			byte[] twin = signature.clone();
			System.arraycopy(shifted, 0, twin, 32, 32);
			assertThat(verify(engine, MESSAGE, twin)).as("S + %d L".formatted(multiple)).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("engines")
	void verifyWhenAnyBitIsChangedThenFalse(Function<byte[], Ed25519Engine> engine) {
		for (int bit = 0; bit < 512; bit += 7) {
			byte[] changed = sign();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(verify(engine, MESSAGE, changed)).as("bit " + bit).isFalse();
		}
		byte[] allOnes = new byte[64];
		Arrays.fill(allOnes, (byte) 0xff);
		assertThat(verify(engine, MESSAGE, allOnes)).isFalse();
		assertThat(verify(engine, MESSAGE, new byte[64])).isFalse();
	}

	@Test
	void createWhenPointIsNotOnTheCurveThenRefused() {
		byte[] notAPoint = new byte[32];
		notAPoint[0] = 2;
		assertThatIllegalArgumentException().isThrownBy(() -> BouncyCastleEd25519Engine.create(notAPoint));
	}

	private static boolean verify(Function<byte[], Ed25519Engine> engine, byte[] message, byte[] signature) {
		byte[] publicKey = new byte[32];
		Ed25519.generatePublicKey(SEED, 0, publicKey, 0);
		return new Ed25519SignatureVerifier(engine.apply(publicKey)).verify(new JWSHeader(JWSAlgorithm.EdDSA), message,
				Base64URL.encode(signature));
	}

	private static byte[] sign() {
		byte[] signature = new byte[64];
		Ed25519.sign(SEED, 0, MESSAGE, 0, MESSAGE.length, signature, 0);
		return signature;
	}

	private static byte[] toBytes(BigInteger value) {
		byte[] bytes = new byte[32];
		byte[] minimal = value.toByteArray();
		int count = Math.min(32, minimal.length);
		System.arraycopy(minimal, minimal.length - count, bytes, 32 - count, count);
		return bytes;
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

}
