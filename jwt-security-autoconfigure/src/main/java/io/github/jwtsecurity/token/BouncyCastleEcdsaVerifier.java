package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * A verifier of ECDSA signatures (RFC 7518, section 3.4) that uses Bouncy Castle.
 */
final class BouncyCastleEcdsaVerifier extends BaseJWSProvider implements JWSVerifier {

	private final JWSAlgorithm algorithm;

	private final String digest;

	/** The key, which remembers multiples of its point for further signatures. */
	private final ECPublicKeyParameters key;

	private final int coordinateLength;

	/**
	 * Creates a verifier.
	 * @param key a key of one of the curves P-256, P-384 and P-521
	 * @param algorithm the algorithm for its curve
	 * @throws IllegalArgumentException if the point is not on the curve
	 */
	BouncyCastleEcdsaVerifier(ECKey key, JWSAlgorithm algorithm) {
		super(Set.of(algorithm));
		X9ECParameters curve = CustomNamedCurves.getByName(key.getCurve().getStdName());
		this.algorithm = algorithm;
		this.digest = "SHA-" + algorithm.getName().substring("ES".length());
		this.key = new ECPublicKeyParameters(
				curve.getCurve().createPoint(key.getX().decodeToBigInteger(), key.getY().decodeToBigInteger()),
				new ECDomainParameters(curve));
		this.coordinateLength = (curve.getCurve().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
	}

	/**
	 * Verifies a signature: R and S, each as long as a coordinate.
	 */
	@Override
	public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
		byte[] bytes = signature.decode();
		if (!this.algorithm.equals(header.getAlgorithm()) || bytes.length != 2 * this.coordinateLength) {
			return false;
		}
		BigInteger r = new BigInteger(1, Arrays.copyOf(bytes, this.coordinateLength));
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, this.coordinateLength, bytes.length));
		ECDSASigner verifier = new ECDSASigner();
		verifier.init(false, this.key);
		return verifier.verifySignature(hash(signingInput), r, s);
	}

	private byte[] hash(byte[] signingInput) {
		try {
			return MessageDigest.getInstance(this.digest).digest(signingInput);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has " + this.digest, ex);
		}
	}

}
