package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

import org.springframework.util.ClassUtils;

/**
 * Verifies Ed25519 signatures (RFC 8032, section 5.1.7, RFC 8037), with Bouncy Castle
 * where it is present, since it is several times as fast as the JDK. The form of the
 * signature is checked before either is asked: they differ in what else they take.
 */
final class Ed25519SignatureVerifier extends BaseJWSProvider implements JWSVerifier {

	private static final int SIGNATURE_LENGTH = 64;

	private static final int SCALAR_OFFSET = 32;

	/** The order of the base point, L. */
	private static final BigInteger ORDER = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	private static final boolean BOUNCY_CASTLE = ClassUtils.isPresent("org.bouncycastle.math.ec.rfc8032.Ed25519",
			Ed25519SignatureVerifier.class.getClassLoader());

	private final Ed25519Engine engine;

	Ed25519SignatureVerifier(OctetKeyPair key) {
		this(BOUNCY_CASTLE ? BouncyCastleEd25519Engine.create(key.getDecodedX())
				: JdkEd25519Engine.create(key.getDecodedX()));
	}

	Ed25519SignatureVerifier(Ed25519Engine engine) {
		super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
		this.engine = engine;
	}

	@Override
	public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
		byte[] bytes = signature.decode();
		return bytes.length == SIGNATURE_LENGTH && isReduced(bytes) && this.engine.verify(signingInput, bytes);
	}

	/**
	 * Whether S is below L. Otherwise S + L would be a second signature for one message.
	 */
	private static boolean isReduced(byte[] signature) {
		byte[] bigEndian = new byte[SIGNATURE_LENGTH - SCALAR_OFFSET];
		for (int i = 0; i < bigEndian.length; i++) {
			bigEndian[i] = signature[SIGNATURE_LENGTH - 1 - i];
		}
		return new BigInteger(1, bigEndian).compareTo(ORDER) < 0;
	}

}
