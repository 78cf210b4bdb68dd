package io.github.jwtsecurity.signing;

/**
 * Thrown at start-up when a managed key cannot be decrypted, or when its row has the key
 * of another row. The usual cause is an encryption secret that is not configured.
 */
final class UndecryptableKeyException extends RuntimeException {

	UndecryptableKeyException(String id) {
		super("The signing key %s in the table %s cannot be decrypted, or its row has another key.".formatted(id,
				JdbcSigningKeyRepository.TABLE));
	}

}
