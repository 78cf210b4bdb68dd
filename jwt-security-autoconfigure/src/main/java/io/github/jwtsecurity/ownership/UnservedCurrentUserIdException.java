package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.List;

/**
 * Thrown when methods have a {@link CurrentUserId} parameter that the library cannot
 * resolve.
 */
final class UnservedCurrentUserIdException extends RuntimeException {

	private final List<Method> methods;

	UnservedCurrentUserIdException(List<Method> methods) {
		super("@CurrentUserId cannot be resolved in " + methods);
		this.methods = List.copyOf(methods);
	}

	List<Method> methods() {
		return this.methods;
	}

}
