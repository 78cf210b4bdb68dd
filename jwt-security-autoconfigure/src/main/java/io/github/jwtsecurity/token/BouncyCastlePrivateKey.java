package io.github.jwtsecurity.token;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

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
	 * @return the key pair with its thumbprint (RFC 7638) as {@code kid}, {@code null} if
	 * the key is damaged or of an unsupported type
	 */
	static @Nullable JWK parse(byte[] encoded) {
		try {
			PrivateKeyInfo info = PrivateKeyInfo.getInstance(encoded);
			AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
			if (key instanceof RSAPrivateCrtKeyParameters rsa) {
				return toJwk(rsa);
			}
			if (key instanceof ECPrivateKeyParameters ec) {
				return toJwk(ec, ECPrivateKey.getInstance(info.parsePrivateKey()).getPublicKey());
			}
			if (key instanceof Ed25519PrivateKeyParameters ed25519) {
				return toJwk(ed25519, info.getPublicKeyData());
			}
		}
		catch (IOException | JOSEException | RuntimeException ex) {
			// The exception may contain a part of the key.
		}
		return null;
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

	private static @Nullable JWK toJwk(ECPrivateKeyParameters key, @Nullable ASN1BitString publicKey)
			throws JOSEException {
		Curve curve = (key.getParameters() instanceof ECNamedDomainParameters named)
				? Curve.forOID(named.getName().getId()) : null;
		if (curve == null) {
			return null;
		}
		int size = key.getParameters().getCurve().getFieldSize();
		ECPoint point = key.getParameters().getG().multiply(key.getD()).normalize();
		if (!isAbsentOr(publicKey, point.getEncoded(false), point.getEncoded(true))) {
			return null;
		}
		return new ECKey.Builder(curve, ECKey.encodeCoordinate(size, point.getAffineXCoord().toBigInteger()),
				ECKey.encodeCoordinate(size, point.getAffineYCoord().toBigInteger()))
			.d(ECKey.encodeCoordinate(size, key.getD()))
			.keyUse(KeyUse.SIGNATURE)
			.keyIDFromThumbprint()
			.build();
	}

	private static @Nullable JWK toJwk(Ed25519PrivateKeyParameters key, @Nullable ASN1BitString publicKey)
			throws JOSEException {
		byte[] x = key.generatePublicKey().getEncoded();
		if (!isAbsentOr(publicKey, x)) {
			return null;
		}
		return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).d(Base64URL.encode(key.getEncoded()))
			.keyUse(KeyUse.SIGNATURE)
			.keyIDFromThumbprint()
			.build();
	}

	/**
	 * Returns whether the public key in the file, which is optional, is that of the
	 * private key.
	 */
	private static boolean isAbsentOr(@Nullable ASN1BitString publicKey, byte[]... expected) {
		return publicKey == null
				|| Stream.of(expected).anyMatch((encoded) -> Arrays.equals(encoded, publicKey.getOctets()));
	}

	private static Base64URL number(BigInteger number) {
		return Base64URL.encode(number);
	}

}
