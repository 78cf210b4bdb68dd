package io.github.jwtsecurity.account;

/**
 * Thrown to roll back a change, since another request has replaced the hash.
 */
final class ReplacedHashException extends RuntimeException {

	ReplacedHashException() {
		super("Another request has replaced the password", null, false, false);
	}

}
