package io.github.jwtsecurity.token;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An implementation of Ed25519 that uses Bouncy Castle.
 */
final class BouncyCastleEd25519Engine {

	private BouncyCastleEd25519Engine() {
	}

	static Ed25519Engine create(byte[] publicKey) {
		Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(publicKey, 0);
		if (point == null) {
			throw new IllegalArgumentException("Not a point of the curve");
		}
		return (message, signature) -> Ed25519.verify(signature, 0, point, message, 0, message.length);
	}

}
