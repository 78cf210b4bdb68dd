package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * A reader of a public key from a PEM file (RFC 7468, section 13).
 */
final class PublicKeyPem {

	private static final List<String> KEY_FACTORIES = List.of("RSA", "EC", "Ed25519");

	private final PemBlock block;

	private PublicKeyPem(String property) {
		this.block = new PemBlock(property, "PUBLIC KEY",
				"Point it to a file that begins with '-----BEGIN PUBLIC KEY-----', for instance file:/etc/issuer.pem."
						+ " Extract the key from a certificate with 'openssl x509 -pubkey -noout -in certificate.pem',"
						+ " or from a private key with 'openssl pkey -pubout -in private.pem'. Leave the private"
						+ " key itself with the issuer.");
	}

	static JWK read(String property, @Nullable Resource location) {
		return new PublicKeyPem(property).read(location);
	}

	private JWK read(@Nullable Resource location) {
		PublicKey publicKey = parse(this.block.read(location));
		JWK key = toJwk(publicKey);
		String problem = (key != null) ? VerificationKeys.problem(key) : "its type is not accepted";
		if (key == null || problem != null) {
			throw this.block.refuse("holds a key that cannot be used: " + problem);
		}
		return key;
	}

	private PublicKey parse(byte[] encoded) {
		for (String algorithm : KEY_FACTORIES) {
			try {
				return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
			}
			catch (GeneralSecurityException ex) {
				// The key may be of the next algorithm.
			}
		}
		throw this.block.refuse("holds a key that is neither RSA nor EC nor Ed25519");
	}

	private @Nullable JWK toJwk(PublicKey key) {
		try {
			return convert(key);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw this.block.refuse("holds a key that is damaged");
		}
	}

	/**
	 * Converts a public key.
	 * @param key the key
	 * @return the key without an id, {@code null} if its type or curve is not supported
	 */
	static @Nullable JWK convert(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			return new RSAKey.Builder(rsa).build();
		}
		if (key instanceof ECPublicKey ec) {
			Curve curve = Curve.forECParameterSpec(ec.getParams());
			return (curve != null) ? new ECKey.Builder(curve, ec).build() : null;
		}
		byte[] x = Ed25519Encoding.publicKey(key.getEncoded());
		return (x != null) ? new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build() : null;
	}

}
