package io.github.jwtsecurity.token;

import java.util.Arrays;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

/**
 * A verifier of Ed25519 signatures (RFC 8032, section 5.1.7, RFC 8037). The form of a
 * signature is checked here, so that both engines accept the same signatures of honest
 * signers. Bouncy Castle also accepts signatures with a point R that has a component of
 * small order, which only the holder of the private key can construct.
 */
final class Ed25519SignatureVerifier extends BaseJWSProvider implements JWSVerifier {

	private static final int SIGNATURE_LENGTH = 64;

	private static final int SCALAR_OFFSET = 32;

	private final Ed25519Engine engine;

	Ed25519SignatureVerifier(OctetKeyPair key) {
		this(BouncyCastle.verifies(JdkEd25519Engine.ALGORITHM) ? BouncyCastleEd25519Engine.create(key.getDecodedX())
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
	 * Returns whether S is less than L. Otherwise, S + L would be a second signature for
	 * the same message.
	 */
	private static boolean isReduced(byte[] signature) {
		byte[] scalar = Arrays.copyOfRange(signature, SCALAR_OFFSET, SIGNATURE_LENGTH);
		return Ed25519Point.number(scalar).compareTo(Ed25519Point.ORDER) < 0;
	}

}
