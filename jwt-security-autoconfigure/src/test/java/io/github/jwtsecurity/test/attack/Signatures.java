package io.github.jwtsecurity.test.attack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;

import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Lenient verifications of signatures with elliptic curves.
 */
final class Signatures {

	private Signatures() {
	}

	/**
	 * Returns whether r and s are zero, as Java accepted it (CVE-2022-21449).
	 */
	static boolean isTrivial(String token) {
		String[] parts = token.split("\\.");
		return parts.length == 3 && parts[2].matches("A{86}");
	}

	static boolean isDer(String token, ECKey key) {
		String[] parts = token.split("\\.");
		try {
			Signature verifier = Signature.getInstance("SHA256withECDSA");
			verifier.initVerify(key.toECPublicKey());
			verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
			return parts.length == 3 && verifier.verify(TokenText.decode(parts[2]));
		}
		catch (GeneralSecurityException | JOSEException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Returns whether the signature is valid once S is reduced by the order of the group.
	 */
	static boolean isValidWithSmallerS(String token, JwtDecoder decoder) {
		String[] parts = token.split("\\.");
		if (parts.length != 3 || parts[2].length() != 86) {
			return false;
		}
		byte[] signature = TokenText.decode(parts[2]);
		BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
		BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
		if (s.compareTo(order) < 0) {
			return false;
		}
		byte[] reduced = reversed(s.mod(order).toByteArray());
		byte[] changed = Arrays.copyOf(Arrays.copyOf(signature, 32), 64);
		System.arraycopy(reduced, 0, changed, 32, Math.min(reduced.length, 32));
		return TokenKeys.isAccepted(parts[0] + "." + parts[1] + "." + TokenText.encode(changed), decoder);
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

}
