package io.github.jwtsecurity.jdbc;

import org.springframework.core.NestedRuntimeException;

/**
 * Says that a table is missing, or not as this version of the library needs it.
 */
final class UnusableTableException extends RuntimeException {

	UnusableTableException(String table, NestedRuntimeException cause) {
		super("The table " + table + " is missing or not as it has to be: " + cause.getMostSpecificCause().getMessage(),
				cause);
	}

}
