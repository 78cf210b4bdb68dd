package io.github.jwtsecurity.test.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.HexFormat;

/**
 * A writer of certificates that are signed with their own RSA key (RFC 5280, section
 * 4.1).
 */
final class SelfSignedCertificate {

	private static final int SEQUENCE = 0x30;

	private static final int SET = 0x31;

	/** SHA-256 with RSA, without parameters. */
	private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

	/** The object identifier of a common name. */
	private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

	private SelfSignedCertificate() {
	}

	/**
	 * Returns the certificate of a key pair, in DER.
	 */
	static byte[] of(KeyPair pair) {
		byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(0x0c, "attacker"))));
		byte[] validity = der(SEQUENCE, text(0x17, "200101000000Z"), text(0x17, "491231235959Z"));
		byte[] content = der(SEQUENCE, der(0x02, new byte[] { 1 }), ALGORITHM, name, validity, name,
				pair.getPublic().getEncoded());
		return der(SEQUENCE, content, ALGORITHM, der(0x03, new byte[1], sign(pair, content)));
	}

	private static byte[] sign(KeyPair pair, byte[] content) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(pair.getPrivate());
			signature.update(content);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("No certificate can be made", ex);
		}
	}

	private static byte[] text(int tag, String text) {
		return der(tag, text.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Encodes a value in DER (ITU-T X.690).
	 */
	private static byte[] der(int tag, byte[]... contents) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : contents) {
			content.writeBytes(part);
		}
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		encoded.write(tag);
		int length = content.size();
		if (length > 0xff) {
			encoded.writeBytes(new byte[] { (byte) 0x82, (byte) (length >> Byte.SIZE) });
		}
		else if (length > 0x7f) {
			encoded.write(0x81);
		}
		encoded.write(length);
		encoded.writeBytes(content.toByteArray());
		return encoded.toByteArray();
	}

}
