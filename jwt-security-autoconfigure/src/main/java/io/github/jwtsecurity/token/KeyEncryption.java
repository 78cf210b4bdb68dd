package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.SecretKey;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of private keys with secrets of the service: AES-256-GCM in the form of
 * an encrypted JWK (RFC 7517, section 7).
 *
 * @hidden
 */
public final class KeyEncryption {

	private static final byte[] PURPOSE = "jwt-security signing key encryption".getBytes(StandardCharsets.UTF_8);

	private static final String CONTENT_TYPE = "jwk+json";

	private final List<Secret> secrets;

	private final Map<String, SecretKey> keys = new LinkedHashMap<>();

	private final String currentId;

	private final SecretKey currentKey;

	private KeyEncryption(List<Secret> secrets) {
		this.secrets = secrets;
		secrets.forEach((secret) -> this.keys.putIfAbsent(SecretKeyId.of(secret), derive(secret)));
		this.currentId = SecretKeyId.of(secrets.get(0));
		this.currentKey = derive(secrets.get(0));
	}

	private static SecretKey derive(Secret secret) {
		return HmacSha256.key(HmacSha256.sign(HmacSha256.key(secret.bytes()), PURPOSE));
	}

	/**
	 * Creates an encryption.
	 * @param property the property with the current secret, named in errors
	 * @param current the current secret, {@code null} or blank if it is not set
	 * @param previousProperty the property with the previous secrets
	 * @param previous the secrets that only decrypt
	 * @return the encryption
	 */
	public static KeyEncryption create(String property, @Nullable String current, String previousProperty,
			List<String> previous) {
		if (current == null || current.isBlank()) {
			throw new KeyConfigurationException(
					"%s is not set, so managed keys could not be encrypted.".formatted(property),
					"Set it, for instance to ${KEY_SECRET} with the output of 'openssl rand -base64 48' in that"
							+ " environment variable. Every instance needs the same one.");
		}
		List<Secret> secrets = new ArrayList<>();
		secrets.add(Secret.parse(property, current, JWSAlgorithm.HS256));
		secrets.addAll(Secret.parseAll(previousProperty, previous, JWSAlgorithm.HS256));
		return new KeyEncryption(List.copyOf(secrets));
	}

	/**
	 * Encrypts a key pair with the current secret.
	 * @param key the key pair
	 * @return the encrypted key in compact form
	 */
	public String encrypt(JWK key) {
		JWEObject encrypted = new JWEObject(
				new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).contentType(CONTENT_TYPE)
					.keyID(this.currentId)
					.build(),
				new Payload(key.toJSONObject()));
		try {
			encrypted.encrypt(new DirectEncrypter(this.currentKey.getEncoded()));
			return encrypted.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A key could not be encrypted", ex);
		}
	}

	/**
	 * Decrypts a key pair with the secret that has encrypted it.
	 * @param text the encrypted key in compact form
	 * @return the key pair, {@code null} if none of the secrets decrypts it
	 */
	public @Nullable JWK decrypt(String text) {
		try {
			JWEObject encrypted = JWEObject.parse(text);
			SecretKey key = this.keys.get(encrypted.getHeader().getKeyID());
			if (key == null) {
				return null;
			}
			encrypted.decrypt(new DirectDecrypter(key.getEncoded()));
			JWK pair = JWK.parse(encrypted.getPayload().toJSONObject());
			return (pair.isPrivate() && VerificationKeys.problem(pair.toPublicJWK()) == null) ? pair : null;
		}
		catch (JOSEException | ParseException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Returns whether a previous secret has encrypted a key, so that the key should be
	 * encrypted again. An unknown secret may be that of an instance with a newer
	 * configuration.
	 * @param text the encrypted key in compact form
	 * @return {@code false} if the current secret or an unknown one has encrypted it
	 */
	public boolean isOutdated(String text) {
		try {
			String id = JWEObject.parse(text).getHeader().getKeyID();
			return this.keys.containsKey(id) && !this.currentId.equals(id);
		}
		catch (ParseException ex) {
			return false;
		}
	}

	/**
	 * Returns the secrets, from which keys for other purposes are derived.
	 * @return the secrets, beginning with the current one
	 */
	public List<byte[]> secrets() {
		return this.secrets.stream().map(Secret::bytes).toList();
	}

	/**
	 * Returns a text without the secrets.
	 */
	@Override
	public String toString() {
		return "KeyEncryption" + this.keys.keySet();
	}

}
