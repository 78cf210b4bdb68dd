package io.github.jwtsecurity.ownership;

import org.springframework.util.ClassUtils;

/**
 * Readable class names for log messages and reports.
 */
final class ClassNames {

	private ClassNames() {
	}

	/**
	 * Returns the name of an object's class.
	 * @param object the object
	 * @return the name; for a lambda expression, that of the class that contains it; for
	 * a generated subclass, that of the class it extends
	 */
	static String of(Object object) {
		String name = ClassUtils.getUserClass(object).getName();
		int lambda = name.indexOf("$$Lambda");
		return (lambda > 0) ? name.substring(0, lambda) : name;
	}

}
