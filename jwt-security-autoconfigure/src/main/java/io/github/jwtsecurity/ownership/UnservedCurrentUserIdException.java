package io.github.jwtsecurity.ownership;

import java.lang.reflect.Executable;
import java.util.List;

/**
 * Thrown when methods or constructors have a {@link CurrentUserId} parameter that the
 * library cannot resolve.
 */
final class UnservedCurrentUserIdException extends RuntimeException {

	private final List<Executable> executables;

	UnservedCurrentUserIdException(List<Executable> executables) {
		super("@CurrentUserId cannot be resolved in " + executables);
		this.executables = List.copyOf(executables);
	}

	List<Executable> executables() {
		return this.executables;
	}

}
