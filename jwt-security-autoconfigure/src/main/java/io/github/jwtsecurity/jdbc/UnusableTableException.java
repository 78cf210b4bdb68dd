package io.github.jwtsecurity.jdbc;

import java.util.List;

import org.springframework.core.NestedRuntimeException;

/**
 * Thrown when a table is missing or does not have the columns that this version of the
 * library needs.
 */
final class UnusableTableException extends RuntimeException {

	UnusableTableException(String table, NestedRuntimeException cause) {
		super("The table " + table + " is missing or does not have the expected columns: "
				+ cause.getMostSpecificCause().getMessage(), cause);
	}

	UnusableTableException(List<String> missingTables, NestedRuntimeException cause) {
		super("Tables are missing and cannot be created: " + String.join(", ", missingTables) + ". The cause is: "
				+ cause.getMostSpecificCause().getMessage(), cause);
	}

}
