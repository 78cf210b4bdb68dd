package io.github.jwtsecurity.token;

import java.io.IOException;
import java.math.BigInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A parser of private keys (RFC 5958) that uses Bouncy Castle, since the JDK cannot
 * derive the public key.
 */
final class BouncyCastlePrivateKey {

	private BouncyCastlePrivateKey() {
	}

	/**
	 * Parses a key.
	 * @param encoded the key in the form PKCS#8
	 * @return the key pair with its thumbprint (RFC 7638) as {@code kid}
	 * @throws IllegalArgumentException if the key is damaged or of an unsupported type
	 * @throws JOSEException if the key has no thumbprint
	 */
	static JWK parse(byte[] encoded) throws JOSEException {
		AsymmetricKeyParameter key;
		try {
			key = PrivateKeyFactory.createKey(encoded);
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException("A private key is damaged or of an unsupported type");
		}
		if (key instanceof RSAPrivateCrtKeyParameters rsa) {
			return toJwk(rsa);
		}
		if (key instanceof ECPrivateKeyParameters ec) {
			return toJwk(ec);
		}
		if (key instanceof Ed25519PrivateKeyParameters ed25519) {
			return toJwk(ed25519);
		}
		throw new IllegalArgumentException("A private key is of an unsupported type");
	}

	private static JWK toJwk(RSAPrivateCrtKeyParameters key) throws JOSEException {
		return new RSAKey.Builder(number(key.getModulus()), number(key.getPublicExponent()))
			.privateExponent(number(key.getExponent()))
			.firstPrimeFactor(number(key.getP()))
			.secondPrimeFactor(number(key.getQ()))
			.firstFactorCRTExponent(number(key.getDP()))
			.secondFactorCRTExponent(number(key.getDQ()))
			.firstCRTCoefficient(number(key.getQInv()))
			.keyUse(KeyUse.SIGNATURE)
			.keyIDFromThumbprint()
			.build();
	}

	private static JWK toJwk(ECPrivateKeyParameters key) throws JOSEException {
		Curve curve = (key.getParameters() instanceof ECNamedDomainParameters named)
				? Curve.forOID(named.getName().getId()) : null;
		if (curve == null) {
			throw new IllegalArgumentException("A private key is of an unknown curve");
		}
		int size = key.getParameters().getCurve().getFieldSize();
		ECPoint point = key.getParameters().getG().multiply(key.getD()).normalize();
		return new ECKey.Builder(curve, ECKey.encodeCoordinate(size, point.getAffineXCoord().toBigInteger()),
				ECKey.encodeCoordinate(size, point.getAffineYCoord().toBigInteger()))
			.d(ECKey.encodeCoordinate(size, key.getD()))
			.keyUse(KeyUse.SIGNATURE)
			.keyIDFromThumbprint()
			.build();
	}

	private static JWK toJwk(Ed25519PrivateKeyParameters key) throws JOSEException {
		return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(key.generatePublicKey().getEncoded()))
			.d(Base64URL.encode(key.getEncoded()))
			.keyUse(KeyUse.SIGNATURE)
			.keyIDFromThumbprint()
			.build();
	}

	private static Base64URL number(BigInteger number) {
		return Base64URL.encode(number);
	}

}
