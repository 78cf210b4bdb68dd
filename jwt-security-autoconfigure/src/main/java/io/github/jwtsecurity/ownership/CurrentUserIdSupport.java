package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A framework whose handler methods may have {@link CurrentUserId} parameters.
 */
interface CurrentUserIdSupport {

	/**
	 * Returns whether the framework calls a method with the verified user id.
	 * @param type the class of the handler
	 * @param method the most specific method of the handler
	 * @return {@code false} if the method is not a handler method of the framework
	 */
	boolean serves(Class<?> type, Method method);

	/**
	 * Returns handler classes that are not beans.
	 */
	default List<Class<?>> furtherTypes() {
		return List.of();
	}

}
