package io.github.jwtsecurity.token;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * A point of the curve of Ed25519 in extended homogeneous coordinates (RFC 8032, section
 * 5.1.4), with the arithmetic for the validation of public keys. The engines that verify
 * signatures validate keys less strictly, and not in the same way.
 *
 * @param x the coordinate X
 * @param y the coordinate Y
 * @param z the coordinate Z
 * @param t the coordinate T
 */
record Ed25519Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

	static final int LENGTH = 32;

	/** The index of the sign bit, which follows the bits of y and is set if x is odd. */
	private static final int SIGN_BIT = 255;

	/** The order of the base point, L. */
	static final BigInteger ORDER = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

	private static final BigInteger D = BigInteger.valueOf(-121665)
		.multiply(BigInteger.valueOf(121666).modInverse(P))
		.mod(P);

	private static final BigInteger TWO_D = D.shiftLeft(1).mod(P);

	private static final BigInteger ROOT_OF_MINUS_ONE = BigInteger.TWO.modPow(P.shiftRight(2), P);

	private static final Ed25519Point NEUTRAL = new Ed25519Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE,
			BigInteger.ZERO);

	/**
	 * Decodes a point (RFC 8032, section 5.1.3).
	 * @param encoded the 32 bytes of a public key
	 * @return the point, or {@code null} if the bytes are not the encoding of a point
	 */
	static @Nullable Ed25519Point decode(byte[] encoded) {
		BigInteger number = number(encoded);
		BigInteger y = number.clearBit(SIGN_BIT);
		if (y.compareTo(P) >= 0) {
			return null;
		}
		BigInteger square = y.multiply(y);
		BigInteger x = squareRoot(
				square.subtract(BigInteger.ONE).multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P)).mod(P));
		boolean odd = number.testBit(SIGN_BIT);
		if (x == null || (odd && x.signum() == 0)) {
			return null;
		}
		return of((x.testBit(0) == odd) ? x : P.subtract(x), y);
	}

	/**
	 * Reads a little-endian number.
	 */
	static BigInteger number(byte[] littleEndian) {
		byte[] bytes = new byte[littleEndian.length];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = littleEndian[bytes.length - 1 - i];
		}
		return new BigInteger(1, bytes);
	}

	private static Ed25519Point of(BigInteger x, BigInteger y) {
		return new Ed25519Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
	}

	private static @Nullable BigInteger squareRoot(BigInteger square) {
		BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
		if (root.multiply(root).mod(P).equals(square)) {
			return root;
		}
		BigInteger other = root.multiply(ROOT_OF_MINUS_ONE).mod(P);
		return other.multiply(other).mod(P).equals(square) ? other : null;
	}

	/**
	 * Returns whether the point is a multiple of the base point other than zero, like
	 * every valid public key.
	 */
	boolean hasPrimeOrder() {
		return !isNeutral() && multiply(ORDER).isNeutral();
	}

	private boolean isNeutral() {
		return this.x.signum() == 0 && this.y.equals(this.z);
	}

	private Ed25519Point multiply(BigInteger factor) {
		Ed25519Point product = NEUTRAL;
		for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
			product = product.add(product);
			if (factor.testBit(bit)) {
				product = product.add(this);
			}
		}
		return product;
	}

	Ed25519Point add(Ed25519Point other) {
		BigInteger a = this.y.subtract(this.x).multiply(other.y.subtract(other.x));
		BigInteger b = this.y.add(this.x).multiply(other.y.add(other.x));
		BigInteger c = this.t.multiply(TWO_D).mod(P).multiply(other.t);
		BigInteger d = this.z.multiply(other.z).shiftLeft(1);
		BigInteger e = b.subtract(a).mod(P);
		BigInteger f = d.subtract(c).mod(P);
		BigInteger g = d.add(c).mod(P);
		BigInteger h = b.add(a).mod(P);
		return new Ed25519Point(e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
	}

}
