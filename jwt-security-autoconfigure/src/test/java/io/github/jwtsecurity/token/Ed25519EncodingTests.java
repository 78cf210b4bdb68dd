package io.github.jwtsecurity.token;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;

import com.nimbusds.jose.jwk.OctetKeyPair;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ed25519Encoding}.
 */
class Ed25519EncodingTests {

	private final KeyPair pair = generate("Ed25519");

	@Test
	void ofPublicKeyThenEncodingOfTheJdk() {
		byte[] encoded = this.pair.getPublic().getEncoded();
		byte[] key = Ed25519Encoding.publicKey(encoded);
		assertThat(key).hasSize(32);
		assertThat(Ed25519Encoding.ofPublicKey(key)).isEqualTo(encoded);
	}

	@Test
	void ofPrivateKeyThenEncodingOfTheJdk() {
		byte[] encoded = this.pair.getPrivate().getEncoded();
		byte[] key = Ed25519Encoding.privateKey(encoded);
		assertThat(key).isEqualTo(((EdECPrivateKey) this.pair.getPrivate()).getBytes().orElseThrow());
		assertThat(Ed25519Encoding.ofPrivateKey(key)).isEqualTo(encoded);
	}

	@Test
	void privateKeyWhenPublicKeyFollowsThenPrivateKeyAlone() throws Exception {
		byte[] seed = Ed25519Encoding.privateKey(this.pair.getPrivate().getEncoded());
		byte[] encoded = PrivateKeyInfoFactory.createPrivateKeyInfo(new Ed25519PrivateKeyParameters(seed)).getEncoded();
		assertThat(encoded).hasSizeGreaterThan(48);
		assertThat(Ed25519Encoding.privateKey(encoded)).isEqualTo(seed);
	}

	@Test
	void publicKeyWhenOtherEncodingThenNull() {
		byte[] encoded = this.pair.getPublic().getEncoded();
		assertThat(Ed25519Encoding.publicKey(generate("X25519").getPublic().getEncoded())).isNull();
		assertThat(Ed25519Encoding.publicKey(generate("Ed448").getPublic().getEncoded())).isNull();
		assertThat(Ed25519Encoding.publicKey(Arrays.copyOf(encoded, encoded.length - 1))).isNull();
		assertThat(Ed25519Encoding.publicKey(Arrays.copyOf(encoded, encoded.length + 1))).isNull();
		assertThat(Ed25519Encoding.publicKey(new byte[0])).isNull();
		assertThat(Ed25519Encoding.publicKey(null)).isNull();
	}

	@Test
	void convertWhenKeyOfAnotherProviderThenConverted() {
		OctetKeyPair key = SigningKeys.ed25519("ed");
		PublicKey foreign = new PublicKey() {

			@Override
			public String getAlgorithm() {
				return "Ed25519";
			}

			@Override
			public String getFormat() {
				return "X.509";
			}

			@Override
			public byte[] getEncoded() {
				return SigningKeys.encodedPublicKey(key);
			}

		};
		assertThat(PublicKeyPem.convert(foreign).toOctetKeyPair().getX()).isEqualTo(key.getX());
	}

	private static KeyPair generate(String algorithm) {
		try {
			return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
