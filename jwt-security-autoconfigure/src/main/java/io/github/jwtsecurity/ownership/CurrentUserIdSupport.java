package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A framework whose handler methods may have {@link CurrentUserId} parameters.
 */
interface CurrentUserIdSupport {

	/**
	 * Whether the framework calls a method with the verified user id.
	 * @param type the class of the handler
	 * @param method its method
	 * @return {@code false} if the method is none of the framework's handler methods
	 */
	boolean serves(Class<?> type, Method method);

	/**
	 * Returns handler classes that are no beans.
	 */
	default List<Class<?>> furtherTypes() {
		return List.of();
	}

}
