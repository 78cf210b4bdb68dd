package io.github.jwtsecurity.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Thrown when there is no store for accounts, sessions or audit records; a failure
 * analyzer explains it.
 *
 * @hidden
 * @serial exclude
 */
public final class MissingRepositoryException extends RuntimeException {

	private final String property;

	private final @Nullable Class<?> repository;

	/**
	 * Creates an exception for accounts or sessions, for which an application may provide
	 * a repository.
	 * @param contents plural noun for the contents of the store, such as "sessions"
	 * @param repository the type of the missing bean
	 * @param beanFactory the bean factory without such a bean
	 */
	public MissingRepositoryException(String contents, Class<?> repository, ListableBeanFactory beanFactory) {
		super("jwt-security.accounts.enabled is true, but there is no store for " + contents + ": no bean of type "
				+ repository.getName() + ", and " + describe(beanFactory) + ".");
		this.property = "jwt-security.accounts.enabled";
		this.repository = repository;
	}

	/**
	 * Creates an exception for contents that only the library's own table can store.
	 * @param contents plural noun for the contents of the store, such as "audit records"
	 * @param property the property that requires the table
	 * @param value the value of the property
	 * @param beanFactory the bean factory without a usable {@link DataSource}
	 */
	public MissingRepositoryException(String contents, String property, String value, ListableBeanFactory beanFactory) {
		super(property + " is " + value + ", but there is no store for " + contents + ": " + describe(beanFactory)
				+ ".");
		this.property = property;
		this.repository = null;
	}

	String property() {
		return this.property;
	}

	@Nullable Class<?> repository() {
		return this.repository;
	}

	private static String describe(ListableBeanFactory beanFactory) {
		List<String> dataSources = List.of(beanFactory.getBeanNamesForType(DataSource.class, true, false));
		return switch (dataSources.size()) {
			case 0 -> "no DataSource";
			case 1 -> "no Spring JDBC on the class path for the DataSource " + dataSources.get(0);
			default -> "no primary bean among the DataSources " + String.join(", ", dataSources);
		};
	}

}
