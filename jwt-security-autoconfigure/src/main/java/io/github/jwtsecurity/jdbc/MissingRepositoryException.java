package io.github.jwtsecurity.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Says that there is no place to keep what has to be kept, explained by a failure
 * analyzer. It is public for the packages that have a table.
 */
public final class MissingRepositoryException extends RuntimeException {

	private final String property;

	private final @Nullable Class<?> repository;

	/**
	 * Creates a new one for what accounts need.
	 * @param what what is to be kept, in the plural
	 * @param repository the type of the missing bean
	 * @param beanFactory has no such bean
	 */
	public MissingRepositoryException(String what, Class<?> repository, ListableBeanFactory beanFactory) {
		super("jwt-security.accounts.enabled is true, but there is no place for " + what + ": no bean of type "
				+ repository.getName() + ", and " + describe(beanFactory) + ".");
		this.property = "jwt-security.accounts.enabled";
		this.repository = repository;
	}

	/**
	 * Creates a new one for what is kept in the library's table only.
	 * @param what what is to be kept, in the plural
	 * @param property the property that asks for it
	 * @param value the value of the property
	 * @param beanFactory has no usable {@link DataSource}
	 */
	public MissingRepositoryException(String what, String property, String value, ListableBeanFactory beanFactory) {
		super(property + " is " + value + ", but there is no place for " + what + ": " + describe(beanFactory) + ".");
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
			default -> "no primary one among the DataSources " + String.join(", ", dataSources);
		};
	}

}
