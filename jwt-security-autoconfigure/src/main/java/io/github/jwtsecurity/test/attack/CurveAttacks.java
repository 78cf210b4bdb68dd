package io.github.jwtsecurity.test.attack;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;

/**
 * Attacks with signatures of elliptic curves that are valid only for a lenient
 * implementation.
 */
final class CurveAttacks implements AttackGroup {

	private static final AttackFamily ECDSA = new AttackFamily("Trivial ECDSA signature",
			"RFC 7518, section 3.4; CVE-2022-21449", Expectation.UNAUTHORIZED);

	private static final AttackFamily FORMAT = new AttackFamily("Other text of the signature", "RFC 7518, section 3.4",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily EDDSA = new AttackFamily("Second EdDSA signature", "RFC 8032, section 5.1.7",
			Expectation.UNAUTHORIZED);

	/** The order of the group of Ed25519 (RFC 8032, section 5.1). */
	private static final BigInteger ED25519_ORDER = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	@Override
	public List<Attack> attacks(AttackTarget target) {
		String algorithm = target.tokens().algorithm();
		List<Attack> attacks = new ArrayList<>();
		if (algorithm.startsWith("ES")) {
			attacks.addAll(ecdsa(order(algorithm), target));
		}
		else {
			attacks
				.add(ECDSA.skipped("r and s are 0, or the order of the curve", "tokens are signed with " + algorithm));
			attacks.add(FORMAT.skipped("DER", "tokens are signed with " + algorithm));
		}
		if (algorithm.equals("EdDSA") || algorithm.equals("Ed25519")) {
			byte[] signature = target.tokens().signature();
			attacks.add(EDDSA.attack("the order of the group is added to S",
					() -> target.presentSignature(withOtherS(signature))));
		}
		else {
			attacks.add(EDDSA.skipped("the order of the group is added to S", "tokens are signed with " + algorithm));
		}
		return attacks;
	}

	private static List<Attack> ecdsa(BigInteger order, AttackTarget target) {
		byte[] signature = target.tokens().signature();
		int half = signature.length / 2;
		byte[] zero = new byte[signature.length];
		byte[] n = Arrays.copyOf(fixed(order, half), signature.length);
		System.arraycopy(n, 0, n, half, half);
		BigInteger r = new BigInteger(1, Arrays.copyOf(signature, half));
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
		byte[] padded = Arrays.copyOf(fixed(r, half + 1), 2 * half + 2);
		System.arraycopy(fixed(s, half + 1), 0, padded, half + 1, half + 1);
		return List.of(ECDSA.attack("r and s are 0", () -> target.presentSignature(zero)),
				ECDSA.attack("r and s are the order of the curve", () -> target.presentSignature(n)),
				FORMAT.attack("DER", () -> target.presentSignature(der(r, s))),
				FORMAT.attack("r and s have a leading zero", () -> target.presentSignature(padded)),
				FORMAT.skipped("s is replaced by its negative",
						"valid for every implementation, with the same claims: nothing may depend on the text of a"
								+ " token"));
	}

	private static BigInteger order(String algorithm) {
		Curve curve = Curve.forJWSAlgorithm(JWSAlgorithm.parse(algorithm)).iterator().next();
		return curve.toECParameterSpec().getOrder();
	}

	/**
	 * Returns a number as bytes of a fixed length.
	 */
	private static byte[] fixed(BigInteger number, int length) {
		byte[] minimal = number.toByteArray();
		byte[] bytes = new byte[length];
		int copied = Math.min(length, minimal.length);
		System.arraycopy(minimal, minimal.length - copied, bytes, length - copied, copied);
		return bytes;
	}

	private static byte[] der(BigInteger r, BigInteger s) {
		byte[] first = r.toByteArray();
		byte[] second = s.toByteArray();
		int length = first.length + second.length + 4;
		byte[] head = (length > 0x7f) ? new byte[] { 0x30, (byte) 0x81, (byte) length }
				: new byte[] { 0x30, (byte) length };
		byte[] encoded = Arrays.copyOf(head, head.length + length);
		int position = head.length;
		for (byte[] number : List.of(first, second)) {
			encoded[position] = 0x02;
			encoded[position + 1] = (byte) number.length;
			System.arraycopy(number, 0, encoded, position + 2, number.length);
			position += number.length + 2;
		}
		return encoded;
	}

	/**
	 * Adds the order of the group to the second half, which is a little-endian number.
	 */
	private static byte[] withOtherS(byte[] signature) {
		int half = signature.length / 2;
		byte[] s = reversed(Arrays.copyOfRange(signature, half, signature.length));
		byte[] changed = reversed(fixed(new BigInteger(1, s).add(ED25519_ORDER), half));
		byte[] result = Arrays.copyOf(signature, signature.length);
		System.arraycopy(changed, 0, result, half, half);
		return result;
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

}
