package io.github.jwtsecurity.ownership;

/**
 * How a request for somebody else's path is answered (RFC 9110, section 15.5.4 allows
 * both).
 */
public enum MismatchStatus {

	/** 403 with the code {@code not_owner}. */
	FORBIDDEN,

	/** 404 with the code {@code not_found}. */
	NOT_FOUND

}
