package io.github.jwtsecurity.web;

/**
 * Thrown when the library is used in an application with Spring WebFlux.
 */
final class ReactiveWebApplicationException extends RuntimeException {

	ReactiveWebApplicationException() {
		super("This is a reactive web application (Spring WebFlux), but jwt-security-starter secures servlet applications"
				+ " only. No request would be checked.");
	}

}
