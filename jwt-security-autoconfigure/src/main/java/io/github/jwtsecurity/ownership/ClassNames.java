package io.github.jwtsecurity.ownership;

import org.springframework.util.ClassUtils;

/**
 * Readable class names for log messages and reports.
 */
final class ClassNames {

	private static final String LAMBDA = "$$Lambda";

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
		int lambda = name.indexOf(LAMBDA);
		return (lambda > 0) ? name.substring(0, lambda) : name;
	}

	/**
	 * Returns the name of a bean's class.
	 * @param object the bean
	 * @param beanName the name of the bean
	 * @return the name; for a lambda expression, with the name of the bean, since all
	 * lambda expressions of a class have the same name
	 */
	static String of(Object object, String beanName) {
		return isLambda(object) ? "%s (bean '%s')".formatted(of(object), beanName) : of(object);
	}

	/**
	 * Returns whether an object is a lambda expression or a method reference.
	 */
	static boolean isLambda(Object object) {
		return object.getClass().getName().contains(LAMBDA);
	}

}
