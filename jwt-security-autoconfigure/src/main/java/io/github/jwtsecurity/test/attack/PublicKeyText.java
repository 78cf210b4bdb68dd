package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

/**
 * A form of a public key, which an attacker can use as a secret.
 *
 * @param name the name of the form
 * @param bytes the bytes
 */
record PublicKeyText(String name, byte[] bytes) {

	/** The beginning of an Ed25519 key in DER (RFC 8410, section 4). */
	private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final int LINE = 64;

	/**
	 * Returns the forms in which a key is published or configured.
	 * @param key a public key
	 */
	static List<PublicKeyText> of(JWK key) {
		byte[] der = encoded(key);
		String pem = "-----BEGIN PUBLIC KEY-----\n"
				+ Base64.getMimeEncoder(LINE, new byte[] { '\n' }).encodeToString(der) + "\n-----END PUBLIC KEY-----";
		List<PublicKeyText> forms = new ArrayList<>();
		forms.add(text("PEM file of the public key", pem + "\n"));
		forms.add(text("PEM file of the public key, trimmed", pem));
		forms.add(new PublicKeyText("public key in DER", der));
		forms.add(text("public key in base64", Base64.getEncoder().encodeToString(der)));
		forms.add(text("JWK of the public key", key.toPublicJWK().toJSONString()));
		if (key instanceof RSAKey rsa) {
			forms.add(new PublicKeyText("modulus", rsa.getModulus().decode()));
		}
		if (key instanceof OctetKeyPair pair) {
			forms.add(new PublicKeyText("point of the public key", pair.getDecodedX()));
		}
		return forms;
	}

	private static PublicKeyText text(String name, String text) {
		return new PublicKeyText(name, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns a key as SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). Nimbus does not
	 * convert Ed25519 keys.
	 */
	private static byte[] encoded(JWK key) {
		if (key instanceof OctetKeyPair pair) {
			byte[] point = pair.getDecodedX();
			byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + point.length);
			System.arraycopy(point, 0, encoded, ED25519.length, point.length);
			return encoded;
		}
		try {
			return ((AsymmetricJWK) key).toPublicKey().getEncoded();
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("A key of the type " + key.getKeyType() + " has no public part", ex);
		}
	}

	/**
	 * Returns a text without the bytes.
	 */
	@Override
	public String toString() {
		return this.name;
	}

}
