package io.github.jwtsecurity.token;

import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Sha256}.
 */
class Sha256Tests {

	/**
	 * The first two hashes are examples of FIPS 180-4. The third is the hash of the bytes
	 * {@code c3 bc}.
	 */
	@ParameterizedTest
	@CsvSource({ "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
			"abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
			"\u00fc, 607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f" })
	void hashWhenKnownTextThenKnownHash(String text, String hash) {
		assertThat(Sha256.hash(text)).isEqualTo(HexFormat.of().parseHex(hash));
		assertThat(Sha256.hex(text)).isEqualTo(hash);
	}

}
