package io.github.jwtsecurity.web;

/**
 * Thrown when requests that no filter chain matches may be served without any check.
 */
final class UnmatchedRequestsException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param chainsKnown whether the filter chains could be read
	 */
	UnmatchedRequestsException(boolean chainsKnown) {
		super(chainsKnown
				? "No SecurityFilterChain matches all requests, so that some requests would be served without any"
						+ " check. The default chain could not be added because the application has a"
						+ " 'springSecurityFilterChain' of its own."
				: "The bean 'springSecurityFilterChain' is missing or not a FilterChainProxy, so it is not known whether"
						+ " requests are checked.");
	}

}
