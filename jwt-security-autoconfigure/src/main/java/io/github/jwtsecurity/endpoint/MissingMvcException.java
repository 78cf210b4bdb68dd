package io.github.jwtsecurity.endpoint;

/**
 * Thrown when accounts are enabled in an application without Spring MVC.
 */
final class MissingMvcException extends RuntimeException {

	MissingMvcException() {
		super("jwt-security.accounts.enabled is true, but the endpoints for accounts cannot be served:"
				+ " Spring MVC is not on the class path.");
	}

}
