package io.github.jwtsecurity;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection whose calls an observer sees before they are executed.
 */
public final class ObservedConnection {

	private ObservedConnection() {
	}

	/**
	 * Returns a connection with an observer.
	 */
	public static Connection of(Connection connection, Observer observer) {
		return (Connection) Proxy.newProxyInstance(ObservedConnection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					observer.observe(method.getName(), arguments);
					return invoke(method, connection, arguments);
				});
	}

	private static Object invoke(Method method, Connection connection, Object[] arguments) throws Throwable {
		try {
			return method.invoke(connection, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * An observer of calls.
	 */
	@FunctionalInterface
	public interface Observer {

		/**
		 * Observes a call.
		 * @param method the name of the method
		 * @param arguments the arguments, {@code null} if the method has none
		 * @throws SQLException if the call must fail instead of being executed
		 */
		void observe(String method, Object[] arguments) throws SQLException;

	}

}
