package io.github.jwtsecurity;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A record of the statements that are prepared on the connections of a data source, and
 * of the ends of transactions.
 */
public final class RecordedStatements {

	private static final Set<String> ENDS = Set.of("commit", "rollback");

	private RecordedStatements() {
	}

	/**
	 * Returns a data source that passes its statements to a consumer.
	 */
	public static DataSource of(DataSource dataSource, Consumer<String> statements) {
		return of(dataSource, statements, () -> {
		});
	}

	/**
	 * Returns a data source that passes its statements to a consumer, and runs an action
	 * before each commit or rollback.
	 */
	public static DataSource of(DataSource dataSource, Consumer<String> statements, Runnable end) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
						new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
							if (method.getName().equals("prepareStatement")) {
								statements.accept((String) arguments[0]);
							}
							else if (ENDS.contains(method.getName())) {
								end.run();
							}
							return invoke(method, connection, arguments);
						});
			}

		};
	}

	private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
