package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwtsecurity.Race;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HmacKey}.
 */
class HmacKeyTests {

	private static final byte[] MESSAGE = "header.payload.signature".getBytes(StandardCharsets.US_ASCII);

	private static final int LENGTH = "header.payload".length();

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512" })
	void signThenSameAsNimbus(String name) throws JOSEException {
		JWSHeader header = new JWSHeader(new JWSAlgorithm(name));
		byte[] message = Arrays.copyOf(MESSAGE, LENGTH);
		Base64URL signature = new MACSigner(secret(64)).sign(header, message);
		HmacKey key = key(64, name);
		assertThat(key.sign(header, message)).isEqualTo(signature);
		assertThat(key.hasSigned(header.getAlgorithm(), MESSAGE, LENGTH, signature.decode())).isTrue();
		assertThat(key.hasSigned(header.getAlgorithm(), MESSAGE, LENGTH - 1, signature.decode())).isFalse();
	}

	@Test
	void hasSignedWhenCodeIsChangedOrCutThenFalse() throws JOSEException {
		HmacKey key = key(32, "HS256");
		byte[] code = key.sign(new JWSHeader(JWSAlgorithm.HS256), Arrays.copyOf(MESSAGE, LENGTH)).decode();
		for (int length = 0; length <= 64; length++) {
			assertThat(key.hasSigned(JWSAlgorithm.HS256, MESSAGE, LENGTH, Arrays.copyOf(code, length)))
				.as("length " + length)
				.isEqualTo(length == 32);
		}
		code[31] ^= 1;
		assertThat(key.hasSigned(JWSAlgorithm.HS256, MESSAGE, LENGTH, code)).isFalse();
	}

	@Test
	void hasSignedWhenHeaderHasAnotherAlgorithmThenFalse() throws JOSEException {
		HmacKey key = key(64, "HS256");
		byte[] code = key.sign(new JWSHeader(JWSAlgorithm.HS256), MESSAGE).decode();
		assertThat(key.hasSigned(JWSAlgorithm.HS256, MESSAGE, MESSAGE.length, code)).isTrue();
		assertThat(key.hasSigned(JWSAlgorithm.HS384, MESSAGE, MESSAGE.length, code)).isFalse();
		assertThatExceptionOfType(JOSEException.class)
			.isThrownBy(() -> key.sign(new JWSHeader(JWSAlgorithm.HS384), MESSAGE));
	}

	@Test
	void createWhenSecretIsTooShortOrAlgorithmIsAnotherThenRefused() {
		assertThatExceptionOfType(KeyLengthException.class).isThrownBy(() -> key(31, "HS256"));
		assertThatExceptionOfType(KeyLengthException.class).isThrownBy(() -> key(47, "HS384"));
		assertThatExceptionOfType(KeyLengthException.class).isThrownBy(() -> key(63, "HS512"));
		for (String other : List.of("RS256", "none", "A256GCM", "HS1", "HS")) {
			assertThatExceptionOfType(JOSEException.class).isThrownBy(() -> key(64, other));
		}
	}

	@Test
	void signWhenAnotherProviderIsInstalledThenSameCode() throws JOSEException {
		Base64URL expected = key(32, "HS256").sign(new JWSHeader(JWSAlgorithm.HS256), MESSAGE);
		Security.insertProviderAt(new BouncyCastleProvider(), 1);
		try {
			HmacKey key = key(32, "HS256");
			assertThat(key.sign(new JWSHeader(JWSAlgorithm.HS256), MESSAGE)).isEqualTo(expected);
			assertThat(key.sign(new JWSHeader(JWSAlgorithm.HS256), MESSAGE)).isEqualTo(expected);
		}
		finally {
			Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
		}
	}

	@Test
	void signWhenManyThreadsThenEachGetsTheCodeOfItsMessage() throws Exception {
		HmacKey key = key(32, "HS256");
		byte[][] codes = new byte[8][];
		for (int i = 0; i < codes.length; i++) {
			codes[i] = new MACSigner(secret(32)).sign(new JWSHeader(JWSAlgorithm.HS256), message(i)).decode();
		}
		assertThat(Race.run(codes.length, (thread) -> IntStream.range(0, 2_000)
			.allMatch(
					(i) -> key.hasSigned(JWSAlgorithm.HS256, message(thread), message(thread).length, codes[thread]))))
			.containsOnly(true);
	}

	private static byte[] message(int thread) {
		return ("message " + thread).repeat(thread + 1).getBytes(StandardCharsets.US_ASCII);
	}

	@Test
	void toStringThenWithoutTheSecret() throws JOSEException {
		assertThat(key(32, "HS256")).hasToString("HmacKey[HS256]");
	}

	private static HmacKey key(int length, String algorithm) throws JOSEException {
		return new HmacKey(secret(length), new JWSAlgorithm(algorithm));
	}

	private static OctetSequenceKey secret(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) (i * 7 + 3);
		}
		return new OctetSequenceKey.Builder(bytes).build();
	}

}
