package io.github.jwtsecurity.jdbc;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedRuntimeException;

/**
 * Thrown when a table is missing, does not have the columns that this version of the
 * library needs, or cannot be used for another reason.
 */
final class UnusableTableException extends RuntimeException {

	private final List<String> scripts;

	/**
	 * Creates an exception for a table that cannot be used although no column is known to
	 * be missing.
	 */
	UnusableTableException(String table, NestedRuntimeException cause) {
		super("The table " + table + " cannot be used." + reported(cause), cause);
		this.scripts = List.of();
	}

	UnusableTableException(List<MissingColumns> missing, @Nullable NestedRuntimeException cause) {
		super(missing.stream().map(MissingColumns::description).collect(Collectors.joining("\n")) + reported(cause),
				cause);
		this.scripts = missing.stream().map(MissingColumns::script).distinct().toList();
	}

	/**
	 * Returns the locations of the scripts that contain the missing tables and columns,
	 * in the order in which they have to be run.
	 */
	List<String> scripts() {
		return this.scripts;
	}

	private static String reported(@Nullable NestedRuntimeException cause) {
		return (cause != null) ? "\nThe database reports: " + cause.getMostSpecificCause().getMessage() : "";
	}

}
