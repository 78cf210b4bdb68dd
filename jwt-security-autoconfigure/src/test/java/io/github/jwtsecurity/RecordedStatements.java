package io.github.jwtsecurity;

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
				return ObservedConnection.of(super.getConnection(), (method, arguments) -> {
					if (method.equals("prepareStatement")) {
						statements.accept((String) arguments[0]);
					}
					else if (ENDS.contains(method)) {
						end.run();
					}
				});
			}

		};
	}

}
