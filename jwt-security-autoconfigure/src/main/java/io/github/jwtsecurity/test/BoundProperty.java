package io.github.jwtsecurity.test;

import java.util.List;

import org.springframework.util.ClassUtils;

/**
 * A property that is bound from a request.
 *
 * @param name the name in the request
 * @param type the type that has the property
 */
record BoundProperty(String name, Class<?> type) {

	private static final List<String> PLATFORM = List.of("java.", "javax.", "jakarta.", "kotlin.",
			"org.springframework.", "tools.jackson.", "com.fasterxml.jackson.");

	/**
	 * Returns whether a type is one of the application with properties of its own.
	 * @param type the type
	 */
	static boolean isObject(Class<?> type) {
		return !type.isEnum() && !type.isArray() && !ClassUtils.isPrimitiveOrWrapper(type)
				&& PLATFORM.stream().noneMatch(type.getName()::startsWith);
	}

}
