package io.github.jwtsecurity.signing;

/**
 * Thrown at start-up when a key of the store was encrypted with a secret that is not
 * configured.
 */
final class UndecryptableKeyException extends RuntimeException {

	UndecryptableKeyException(String id) {
		super("The signing key %s in the table %s cannot be decrypted, or is not the key that it was.".formatted(id,
				JdbcSigningKeyRepository.TABLE));
	}

}
