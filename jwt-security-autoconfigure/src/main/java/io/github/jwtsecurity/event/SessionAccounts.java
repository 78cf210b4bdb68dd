package io.github.jwtsecurity.event;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * A source of the accounts to which sessions belong, for the tokens of a session. It is
 * in this package because the packages of accounts and sessions do not depend on each
 * other.
 *
 * @param <A> the type of an account
 * @hidden
 */
public interface SessionAccounts<A> {

	/**
	 * Finds an account.
	 * @param userId the user id of a session
	 * @return the account; {@code null} if there is none, or it is disabled
	 */
	@Nullable A find(String userId);

	/**
	 * Returns the tables of the accounts, so that a session and its account can be read
	 * by one statement.
	 * @return the tables; {@code null} if the accounts are not in the tables of the
	 * library
	 */
	@Nullable Tables<A> tables();

	/**
	 * Tables that are joined to that of the sessions.
	 *
	 * @param <A> the type of an account
	 */
	interface Tables<A> {

		/**
		 * Returns the columns to select.
		 * @return a list of columns, whose aliases begin with {@code account_}
		 */
		String columns();

		/**
		 * Returns the outer joins.
		 * @param userId the column with the user id of the session
		 * @return the joins, which find at least one row
		 */
		String joins(String userId);

		/**
		 * Reads the next of the rows that were found for a session.
		 * @param earlier the account of the earlier rows, {@code null} if there is none
		 * @param row the row
		 * @param userId the user id of the session
		 * @return the account with the content of the row; {@code null} if there is none,
		 * or it is disabled
		 * @throws SQLException if a column cannot be read
		 */
		@Nullable A read(@Nullable A earlier, ResultSet row, String userId) throws SQLException;

	}

}
