package io.github.jwtsecurity.token;

/**
 * An exception for keys, or requirements for tokens, that cannot be used as configured.
 * Its message never has a part of a key.
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
