package io.github.jwtsecurity.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final String PROPERTY = "jwt-security.public-key-location";

	private static final Pattern BLOCK = Pattern
		.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

	private static final Pattern QUOTED_END = Pattern.compile("[\"']\\s*\\z");

	private static final Pattern QUOTED_START = Pattern.compile("\\A\\s*[\"']");

	private static final List<String> KEY_FACTORIES = List.of("RSA", "EC", "Ed25519");

	private static final int ED25519_KEY_LENGTH = 32;

	private PublicKeyPem() {
	}

	static JWK read(@Nullable Resource location) {
		PublicKey publicKey = parse(text(location));
		JWK key = toJwk(publicKey);
		String problem = (key != null) ? VerificationKeys.problem(key) : "its type is not accepted";
		if (key == null || problem != null) {
			throw refuse("holds a key that cannot be used: " + problem);
		}
		return key;
	}

	private static String text(@Nullable Resource location) {
		try {
			if (location != null) {
				return location.getContentAsString(StandardCharsets.US_ASCII);
			}
		}
		catch (IOException ex) {
			// The exception below names the property.
		}
		throw refuse("points to a file that cannot be read");
	}

	private static PublicKey parse(String pem) {
		String text = withLineBreaks(pem);
		Matcher block = BLOCK.matcher(text);
		if (!block.find()) {
			throw refuse("points to a file that is not PEM");
		}
		if (QUOTED_END.matcher(text.substring(0, block.start())).find()
				|| QUOTED_START.matcher(text.substring(block.end())).find()) {
			throw refuse("points to a file whose block is in quotation marks");
		}
		if (!block.group(1).equals("PUBLIC KEY")) {
			throw refuse("points to a file with a " + block.group(1));
		}
		byte[] encoded = decode(block.group(2));
		if (block.find()) {
			throw refuse("points to a file with more than one block");
		}
		for (String algorithm : KEY_FACTORIES) {
			try {
				return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
			}
			catch (GeneralSecurityException ex) {
				// The key may be of the next algorithm.
			}
		}
		throw refuse("holds a key that is neither RSA nor EC nor Ed25519");
	}

	/**
	 * Replaces escaped line breaks, which may occur in a key from an environment variable
	 * or from JSON.
	 */
	private static String withLineBreaks(String pem) {
		return pem.replace("\\r\\n", "\n").replace("\\n", "\n");
	}

	private static byte[] decode(String base64) {
		try {
			return Base64.getMimeDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw refuse("points to a file with damaged base64");
		}
	}

	private static @Nullable JWK toJwk(PublicKey key) {
		try {
			return convert(key);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw refuse("holds a key that is damaged");
		}
	}

	private static @Nullable JWK convert(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			return new RSAKey.Builder(rsa).build();
		}
		if (key instanceof ECPublicKey ec) {
			Curve curve = Curve.forECParameterSpec(ec.getParams());
			return (curve != null) ? new ECKey.Builder(curve, ec).build() : null;
		}
		if (key instanceof EdECPublicKey) {
			// The encoding ends with the key itself (RFC 8410, section 4).
			byte[] encoded = key.getEncoded();
			byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_KEY_LENGTH, encoded.length);
			return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
		}
		return null;
	}

	private static KeyConfigurationException refuse(String reason) {
		return new KeyConfigurationException("%s %s.".formatted(PROPERTY, reason),
				"Point it to a file that begins with '-----BEGIN PUBLIC KEY-----', for instance file:/etc/issuer.pem."
						+ " Extract the key from a certificate with 'openssl x509 -pubkey -noout -in certificate.pem',"
						+ " or from a private key with 'openssl pkey -pubout -in private.pem'. Leave the private"
						+ " key itself with the issuer.");
	}

}
