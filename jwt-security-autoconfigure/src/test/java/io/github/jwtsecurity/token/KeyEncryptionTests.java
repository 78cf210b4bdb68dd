package io.github.jwtsecurity.token;

import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import io.github.jwtsecurity.LongComputation;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyEncryption}.
 */
class KeyEncryptionTests {

	private static final String PROPERTY = "jwt-security.signing.encryption-secret";

	private static final String PREVIOUS_PROPERTY = "jwt-security.signing.previous-encryption-secrets";

	private static final String OLD = "old-" + TestTokens.SECRET;

	private static final String NEW = "new-" + TestTokens.SECRET;

	@LongComputation
	@ParameterizedTest
	@MethodSource("algorithms")
	void decryptThenTheSameKeyPair(JWSAlgorithm algorithm) {
		JWK key = NewKeyPair.generate(algorithm);
		String encrypted = encryption(NEW).encrypt(key);
		assertThat(encryption(NEW).decrypt(encrypted)).isEqualTo(key);
		assertThat(encrypted.length()).isLessThan(8000);
		assertThat(key.getKeyID()).isEqualTo(SigningKeys.thumbprint(key));
		assertThat(SigningKey.canSign(key)).isTrue();
	}

	static Stream<JWSAlgorithm> algorithms() {
		return Stream.of("EdDSA", "ES256", "ES384", "ES512", "RS256", "PS256")
			.map((name) -> NewKeyPair.algorithm("algorithm", name));
	}

	@Test
	void encryptThenAes256AndANewNonceEachTime() {
		JWK key = SigningKeys.ed25519("x");
		String first = encryption(NEW).encrypt(key);
		String second = encryption(NEW).encrypt(key);
		JsonNode header = TestTokens.header(first);
		assertThat(header.path("alg").asString()).isEqualTo("dir");
		assertThat(header.path("enc").asString()).isEqualTo("A256GCM");
		assertThat(header.path("cty").asString()).isEqualTo("jwk+json");
		assertThat(first.split("\\.")[2]).isNotEqualTo(second.split("\\.")[2]);
		assertThat(first).doesNotContain(key.toOctetKeyPair().getD().toString(), NEW);
	}

	@Test
	void decryptWhenSecretIsUnknownThenNull() {
		String encrypted = encryption(OLD).encrypt(SigningKeys.ed25519("x"));
		assertThat(encryption(NEW).decrypt(encrypted)).isNull();
		assertThat(encryption(NEW, OLD).decrypt(encrypted)).isNotNull();
	}

	@Test
	void decryptWhenTextIsChangedThenNull() {
		KeyEncryption encryption = encryption(NEW);
		String encrypted = encryption.encrypt(SigningKeys.ed25519("x"));
		assertThat(encryption.decrypt("")).isNull();
		assertThat(encryption.decrypt("damaged")).isNull();
		assertThat(encryption.decrypt(encrypted.substring(0, encrypted.length() - 1))).isNull();
		String[] parts = encrypted.split("\\.", -1);
		for (int i = 0; i < parts.length; i++) {
			String[] changed = parts.clone();
			changed[i] = flipped(changed[i]);
			assertThat(encryption.decrypt(String.join(".", changed))).as("part " + i).isNull();
		}
	}

	/**
	 * The header is authenticated, so a key cannot be relabelled as that of another
	 * secret.
	 */
	@Test
	void decryptWhenHeaderNamesAnotherSecretThenNull() {
		KeyEncryption encryption = encryption(NEW, OLD);
		String ofOld = encryption(OLD).encrypt(SigningKeys.ed25519("x"));
		String ofNew = encryption(NEW).encrypt(SigningKeys.ed25519("x"));
		String relabelled = ofNew.substring(0, ofNew.indexOf('.')) + ofOld.substring(ofOld.indexOf('.'));
		assertThat(encryption.decrypt(relabelled)).isNull();
	}

	@Test
	void decryptWhenContentIsNoKeyPairThenNull() {
		KeyEncryption encryption = encryption(NEW);
		assertThat(encryption.decrypt(encryption.encrypt(SigningKeys.ed25519("x").toPublicJWK()))).isNull();
		assertThat(encryption.decrypt(encryption.encrypt(SigningKeys.secret()))).isNull();
		assertThat(encryption.decrypt(encryption.encrypt(SigningKeys.rsa("x", 1024)))).isNull();
	}

	@Test
	void isOutdatedThenOnlyForPreviousSecrets() {
		KeyEncryption encryption = encryption(NEW, OLD);
		JWK key = SigningKeys.ed25519("x");
		assertThat(encryption.isOutdated(encryption(OLD).encrypt(key))).isTrue();
		assertThat(encryption.isOutdated(encryption.encrypt(key))).isFalse();
		assertThat(encryption.isOutdated(encryption(TestTokens.SECRET).encrypt(key))).isFalse();
		assertThat(encryption.isOutdated("damaged")).isFalse();
	}

	@Test
	void createWhenSecretIsUnusableThenNamesTheProperty() {
		for (String blank : new String[] { null, "", " " }) {
			assertThatExceptionOfType(KeyConfigurationException.class)
				.isThrownBy(() -> KeyEncryption.create(PROPERTY, blank, PREVIOUS_PROPERTY, List.of()))
				.withMessageStartingWith(PROPERTY + " is not set")
				.satisfies((ex) -> assertThat(ex.action()).contains("openssl rand"));
		}
		assertThatExceptionOfType(KeyConfigurationException.class).isThrownBy(() -> encryption("short"))
			.withMessageStartingWith(PROPERTY + " is too short")
			.satisfies((ex) -> assertThat(ex.action()).contains(PROPERTY + "=").doesNotContain("jwt-security.secret"));
		assertThatExceptionOfType(KeyConfigurationException.class).isThrownBy(() -> encryption(NEW, "", "short"))
			.withMessageStartingWith(PREVIOUS_PROPERTY + "[1] is too short");
	}

	@Test
	void createWhenPreviousSecretIsBlankThenNotSet() {
		assertThat(encryption(NEW, "", " ").secrets()).hasSize(1);
	}

	@Test
	void toStringThenNoSecret() {
		assertThat(encryption(NEW, OLD).toString()).startsWith("KeyEncryption[").doesNotContain(NEW, OLD);
	}

	private static String flipped(String part) {
		return part.isEmpty() ? "AAAA" : ((part.charAt(0) == 'A') ? "B" : "A") + part.substring(1);
	}

	private static KeyEncryption encryption(String current, String... previous) {
		return KeyEncryption.create(PROPERTY, current, PREVIOUS_PROPERTY, List.of(previous));
	}

}
