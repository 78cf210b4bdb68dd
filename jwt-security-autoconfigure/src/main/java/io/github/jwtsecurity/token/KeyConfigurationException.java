package io.github.jwtsecurity.token;

/**
 * Thrown when keys, or requirements for tokens, cannot be used as configured. The message
 * never contains a part of a key.
 */
final class KeyConfigurationException extends RuntimeException {

	private final String action;

	KeyConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
