package io.github.jwtsecurity.account;

import java.util.List;

/**
 * Says that accounts are enabled but there is no place to keep them.
 */
final class MissingAccountRepositoryException extends RuntimeException {

	MissingAccountRepositoryException(List<String> dataSources) {
		super("jwt-security.accounts.enabled is true, but there is no place for accounts: no bean of type "
				+ AccountRepository.class.getName() + ", and " + describe(dataSources) + ".");
	}

	private static String describe(List<String> dataSources) {
		return switch (dataSources.size()) {
			case 0 -> "no DataSource";
			case 1 -> "no Spring JDBC on the class path for the DataSource " + dataSources.get(0);
			default -> "no primary one among the DataSources " + String.join(", ", dataSources);
		};
	}

}
