package io.github.jwtsecurity.token;

/**
 * Says that the configured keys cannot be used. Never holds a part of a key.
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
