package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs tokens with one algorithm.
 *
 * @hidden
 */
public final class SigningKey {

	/** The value of the header parameter {@code typ}. */
	static final String TYPE = "JWT";

	/** The algorithms for RSA keys, beginning with the one that most clients support. */
	private static final List<JWSAlgorithm> RSA = List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512,
			JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512);

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final JWSHeader header;

	private final Map<String, Object> headerParameters;

	/** The header in base64url, which is the same for all tokens. */
	private final String headerText;

	private final JWSSigner signer;

	private final @Nullable JWK publicKey;

	private SigningKey(JWSHeader header, JWSSigner signer, @Nullable JWK publicKey) {
		this.header = header;
		this.headerParameters = Collections.unmodifiableMap(header.toJSONObject());
		this.headerText = header.toBase64URL().toString();
		this.signer = signer;
		this.publicKey = publicKey;
	}

	/**
	 * Creates a key.
	 * @param key the secret or the key pair, with a {@code kid}
	 * @param algorithm an algorithm that fits the key
	 * @return the key
	 * @throws IllegalArgumentException if the key cannot sign
	 */
	public static SigningKey of(JWK key, JWSAlgorithm algorithm) {
		try {
			return new SigningKey(
					new JWSHeader.Builder(algorithm).type(new JOSEObjectType(TYPE)).keyID(key.getKeyID()).build(),
					signer(key, algorithm), key.toPublicJWK());
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("A key of the type " + key.getKeyType() + " cannot sign");
		}
	}

	/**
	 * Creates a key with the preferred of the accepted algorithms.
	 * @param key the key pair, with a {@code kid}
	 * @param accepted the accepted algorithms
	 * @return the key, {@code null} if no accepted algorithm fits it
	 */
	public static @Nullable SigningKey of(JWK key, Collection<JWSAlgorithm> accepted) {
		List<JWSAlgorithm> fitting = (key instanceof RSAKey) ? RSA
				: VerificationKeys.algorithms(key).stream().map(SignatureAlgorithms::canonical).toList();
		return fitting.stream()
			.filter(accepted::contains)
			.findFirst()
			.map((algorithm) -> of(key, algorithm))
			.orElse(null);
	}

	/**
	 * Returns whether the public part of a key pair verifies what its private part signs.
	 * @param key the key pair
	 * @return {@code false} if the parts do not belong together
	 */
	static boolean canSign(JWK key) {
		JWSAlgorithm algorithm = (key instanceof RSAKey) ? JWSAlgorithm.RS256
				: SignatureAlgorithms.canonical(VerificationKeys.algorithms(key).iterator().next());
		JWSHeader header = new JWSHeader(algorithm);
		byte[] message = "test".getBytes(StandardCharsets.US_ASCII);
		try {
			return KnownKey.verifier(key.toPublicJWK())
				.verify(header, message, signer(key, algorithm).sign(header, message));
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	private static JWSSigner signer(JWK key, JWSAlgorithm algorithm) throws JOSEException {
		if (key instanceof OctetSequenceKey secret) {
			return new HmacKey(secret, algorithm);
		}
		if (key instanceof RSAKey rsa) {
			return new RSASSASigner(rsa);
		}
		if (key instanceof ECKey ec) {
			return new ECDSASigner(ec);
		}
		return new Ed25519Signer((OctetKeyPair) key);
	}

	/**
	 * Returns the algorithm of the tokens.
	 * @return the algorithm, EdDSA for Ed25519
	 */
	public JWSAlgorithm algorithm() {
		return this.header.getAlgorithm();
	}

	/**
	 * Returns the public part of this key.
	 * @return the public key, {@code null} if this key is a secret
	 */
	public @Nullable JWK publicKey() {
		return this.publicKey;
	}

	/**
	 * Returns the header of the tokens.
	 * @return the header, with {@code alg}, {@code kid} and {@code typ}
	 */
	public JWSHeader header() {
		return this.header;
	}

	/**
	 * Returns the header of the tokens in the form of {@code Jwt}.
	 * @return the header parameters, which are immutable
	 */
	Map<String, Object> headerParameters() {
		return this.headerParameters;
	}

	/**
	 * Signs a token.
	 * @param claims the claims as JSON
	 * @return the token in compact form
	 */
	String sign(String claims) {
		String input = this.headerText + '.' + ENCODER.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
		return input + '.' + signature(input);
	}

	/**
	 * Signs a text with the algorithm of this key.
	 * @param signingInput the signing input of a token (RFC 7515, section 2)
	 * @return the signature in base64url
	 */
	public String signature(String signingInput) {
		try {
			return this.signer.sign(this.header, signingInput.getBytes(StandardCharsets.UTF_8)).toString();
		}
		catch (JOSEException ex) {
			throw unusable(ex);
		}
	}

	private IllegalStateException unusable(JOSEException cause) {
		return new IllegalStateException("A token could not be signed with the key " + this.header.getKeyID(), cause);
	}

	/**
	 * Returns a text without the key.
	 */
	@Override
	public String toString() {
		return "SigningKey[kid=%s, alg=%s]".formatted(this.header.getKeyID(), this.header.getAlgorithm());
	}

}
