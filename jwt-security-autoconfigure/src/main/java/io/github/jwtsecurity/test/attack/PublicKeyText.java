package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.test.GeneratedKeys;

/**
 * A form of a public key, which an attacker can use as a secret.
 *
 * @param name the name of the form
 * @param bytes the bytes
 */
record PublicKeyText(String name, byte[] bytes) {

	private static final int LINE = 64;

	/**
	 * Returns the forms in which a key is published or configured.
	 * @param key a public key
	 */
	static List<PublicKeyText> of(JWK key) {
		byte[] der = GeneratedKeys.encodedPublicKey(key);
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
	 * Returns a text without the bytes.
	 */
	@Override
	public String toString() {
		return this.name;
	}

}
