package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signatures of the JOSE algorithms (RFC 7518, section 3).
 */
final class SignatureScheme {

	private SignatureScheme() {
	}

	/**
	 * Signs a text with a private key.
	 * @param algorithm the name of the algorithm, such as {@code ES256}
	 */
	static byte[] sign(String algorithm, PrivateKey key, String text) {
		try {
			Signature signature = signature(algorithm);
			signature.initSign(key);
			signature.update(text.getBytes(StandardCharsets.US_ASCII));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Nothing can be signed with " + algorithm, ex);
		}
	}

	private static Signature signature(String algorithm) throws GeneralSecurityException {
		String bits = algorithm.substring(2);
		return switch (algorithm.substring(0, 2)) {
			case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
			case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
			case "PS" -> pss(Integer.parseInt(bits));
			default -> Signature.getInstance("Ed25519");
		};
	}

	private static Signature pss(int bits) throws GeneralSecurityException {
		Signature signature = Signature.getInstance("RSASSA-PSS");
		signature.setParameter(
				new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / Byte.SIZE, 1));
		return signature;
	}

	/**
	 * Signs a text with a secret.
	 * @param algorithm the name of the algorithm, such as {@code HS256}
	 * @param secret the secret, which may be of any length but zero
	 */
	static byte[] sign(String algorithm, byte[] secret, String text) {
		String name = "HmacSHA" + algorithm.substring(2);
		try {
			Mac mac = Mac.getInstance(name);
			mac.init(new SecretKeySpec(secret, name));
			return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Nothing can be signed with " + algorithm, ex);
		}
	}

}
