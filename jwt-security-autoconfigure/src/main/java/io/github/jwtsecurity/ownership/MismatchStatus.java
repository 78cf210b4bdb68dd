package io.github.jwtsecurity.ownership;

/**
 * The response to a request for a path of another user (RFC 9110, section 15.5.4 allows
 * both).
 */
public enum MismatchStatus {

	/** The status 403 with the code {@code not_owner}. */
	FORBIDDEN,

	/** The status 404 with the code {@code not_found}. */
	NOT_FOUND

}
