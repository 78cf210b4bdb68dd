package io.github.jwtsecurity.signing;

import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.signing.KeyRing.Key;
import io.github.jwtsecurity.token.KeyEncryption;
import io.github.jwtsecurity.token.SigningKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A reader of the managed keys, which decrypts them.
 */
final class KeyReader {

	private static final Log logger = LogFactory.getLog(KeyReader.class);

	private final JdbcSigningKeyRepository repository;

	private final KeyEncryption encryption;

	KeyReader(JdbcSigningKeyRepository repository, KeyEncryption encryption) {
		this.repository = repository;
		this.encryption = encryption;
	}

	/**
	 * Reads the keys.
	 * @param known the keys as they were read before
	 * @return the keys, the same object if nothing has changed
	 * @throws StoreException if the store cannot be read
	 */
	KeyRing read(KeyRing known) {
		KeyRing read = KeyRing.of(this.repository.findAll().stream().map((stored) -> toKey(stored, known)).toList());
		return read.keys().equals(known.keys()) ? known : read;
	}

	/**
	 * Decrypts a key, unless that has been done before. A key that cannot be decrypted is
	 * reported once.
	 */
	private Key toKey(StoredKey stored, KeyRing known) {
		Key same = known.find(stored.id());
		if (same != null && (same.pair() != null || same.stored().equals(stored))) {
			return new Key(stored, same.pair(), same.signer());
		}
		JWK pair = this.encryption.decrypt(stored.encryptedKey());
		if (pair == null || !isOf(stored, pair)) {
			logger.error(("The signing key %s cannot be decrypted with jwt-security.signing.encryption-secret or one of"
					+ " jwt-security.signing.previous-encryption-secrets: tokens that it has signed are refused by this instance")
				.formatted(stored.id()));
			return new Key(stored, null, null);
		}
		JWSAlgorithm algorithm = JWSAlgorithm.parse(String.valueOf(pair.getAlgorithm()));
		return new Key(stored, pair, SigningKey.of(pair, Set.of(algorithm)));
	}

	/**
	 * Returns whether a key pair is that of a row, and not that of another row.
	 */
	private static boolean isOf(StoredKey stored, JWK pair) {
		try {
			return stored.id().equals(pair.computeThumbprint().toString()) && stored.id().equals(pair.getKeyID());
		}
		catch (JOSEException ex) {
			return false;
		}
	}

	/**
	 * Encrypts keys with the current secret that a previous one has encrypted.
	 * @param keys the keys
	 * @throws StoreException if the store cannot be written
	 */
	void encryptAgain(KeyRing keys) {
		for (Key key : keys.keys()) {
			if (key.pair() != null && this.encryption.isOutdated(key.stored().encryptedKey())) {
				encryptAgain(key.stored(), key.pair());
			}
		}
	}

	private void encryptAgain(StoredKey stored, JWK pair) {
		if (this.repository.encryptAgain(stored, this.encryption.encrypt(pair))) {
			logger.info(
					"Encrypted the signing key %s with jwt-security.signing.encryption-secret".formatted(stored.id()));
		}
	}

}
