package io.github.jwtsecurity.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Says that there is no place to keep what accounts need, explained by a failure
 * analyzer. It is public for the packages that have a table.
 */
public final class MissingRepositoryException extends RuntimeException {

	private final Class<?> repository;

	/**
	 * Creates a new one.
	 * @param what what is to be kept, in the plural
	 * @param repository the type of the missing bean
	 * @param beanFactory has no such bean
	 */
	public MissingRepositoryException(String what, Class<?> repository, ListableBeanFactory beanFactory) {
		super("jwt-security.accounts.enabled is true, but there is no place for " + what + ": no bean of type "
				+ repository.getName() + ", and "
				+ describe(List.of(beanFactory.getBeanNamesForType(DataSource.class, true, false))) + ".");
		this.repository = repository;
	}

	Class<?> repository() {
		return this.repository;
	}

	private static String describe(List<String> dataSources) {
		return switch (dataSources.size()) {
			case 0 -> "no DataSource";
			case 1 -> "no Spring JDBC on the class path for the DataSource " + dataSources.get(0);
			default -> "no primary one among the DataSources " + String.join(", ", dataSources);
		};
	}

}
