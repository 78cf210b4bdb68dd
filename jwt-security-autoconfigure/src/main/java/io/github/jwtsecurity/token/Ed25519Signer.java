package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

/**
 * A signer with Ed25519 (RFC 8032, section 5.1.6, RFC 8037) that uses the providers of
 * the Java platform. The signer of Nimbus needs another library.
 */
final class Ed25519Signer extends BaseJWSProvider implements JWSSigner {

	private static final String ALGORITHM = "Ed25519";

	private final PrivateKey key;

	Ed25519Signer(OctetKeyPair key) throws JOSEException {
		super(Set.of(JWSAlgorithm.EdDSA));
		try {
			this.key = KeyFactory.getInstance(ALGORITHM)
				.generatePrivate(new PKCS8EncodedKeySpec(Ed25519Encoding.ofPrivateKey(key.getDecodedD())));
		}
		catch (GeneralSecurityException ex) {
			throw new JOSEException("Not a private key of the curve");
		}
	}

	@Override
	public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
		try {
			Signature signature = Signature.getInstance(ALGORITHM);
			signature.initSign(this.key);
			signature.update(signingInput);
			return Base64URL.encode(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new JOSEException("A token could not be signed", ex);
		}
	}

}
