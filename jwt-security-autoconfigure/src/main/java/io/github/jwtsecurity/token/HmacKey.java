package io.github.jwtsecurity.token;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * A secret that signs and verifies with one HMAC algorithm (RFC 7518, section 3.2).
 */
final class HmacKey extends BaseJWSProvider implements JWSSigner {

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private static final String PROVIDER_OF_THE_JDK = "SunJCE";

	private final JWSAlgorithm algorithm;

	private final SecretKeySpec key;

	/**
	 * A MAC of the JDK with the key, which is copied for each message: creating a MAC
	 * takes as long as the computation. {@code null} with the provider of an operator,
	 * which may not support this.
	 */
	private final @Nullable Mac prepared;

	/**
	 * Creates a key.
	 * @param key the secret
	 * @param algorithm an HMAC algorithm
	 * @throws JOSEException if the secret is too short, or the algorithm is another one
	 */
	HmacKey(OctetSequenceKey key, JWSAlgorithm algorithm) throws JOSEException {
		super(Set.of(algorithm));
		if (!SignatureAlgorithms.isSymmetric(algorithm.getName())) {
			throw new JOSEException(algorithm + " is not used with secrets");
		}
		byte[] secret = key.toByteArray();
		int bits = Integer.parseInt(algorithm.getName().substring("HS".length()));
		if (secret.length * Byte.SIZE < bits) {
			throw new KeyLengthException(bits, algorithm);
		}
		this.algorithm = algorithm;
		this.key = new SecretKeySpec(secret, "HmacSHA" + bits);
		Mac mac = newMac();
		this.prepared = mac.getProvider().getName().equals(PROVIDER_OF_THE_JDK) ? mac : null;
	}

	/**
	 * Returns whether this key has signed a message.
	 * @param algorithm the algorithm of the header
	 * @param message the bytes that begin with the message
	 * @param length the length of the message
	 * @param signature the signature
	 */
	boolean hasSigned(JWSAlgorithm algorithm, byte[] message, int length, byte[] signature) {
		return this.algorithm.equals(algorithm) && MessageDigest.isEqual(code(message, length), signature);
	}

	@Override
	public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
		if (!this.algorithm.equals(header.getAlgorithm())) {
			throw new JOSEException("The key is for " + this.algorithm);
		}
		return new Base64URL(ENCODER.encodeToString(code(signingInput, signingInput.length)));
	}

	private byte[] code(byte[] message, int length) {
		Mac mac = (this.prepared != null) ? copyOf(this.prepared) : newMac();
		mac.update(message, 0, length);
		return mac.doFinal();
	}

	private static Mac copyOf(Mac mac) {
		try {
			return (Mac) mac.clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException("Every MAC of the JDK can be copied", ex);
		}
	}

	private Mac newMac() {
		try {
			Mac mac = Mac.getInstance(this.key.getAlgorithm());
			mac.init(this.key);
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(this.key.getAlgorithm() + " is not supported", ex);
		}
	}

	/**
	 * Returns a text without the secret.
	 */
	@Override
	public String toString() {
		return "HmacKey[" + this.algorithm + "]";
	}

}
