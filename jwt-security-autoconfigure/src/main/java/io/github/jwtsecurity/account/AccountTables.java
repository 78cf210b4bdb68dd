package io.github.jwtsecurity.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

import io.github.jwtsecurity.event.SessionAccounts;
import org.jspecify.annotations.Nullable;

/**
 * The tables of accounts and authorities, with a row for each authority of an account.
 */
final class AccountTables implements SessionAccounts.Tables<AuthorizedAccount> {

	private static final String PREFIX = "account_";

	private final AccountAuthorities authorities;

	AccountTables(AccountAuthorities authorities) {
		this.authorities = authorities;
	}

	@Override
	public String columns() {
		return """
				u.id AS account_id, u.email AS account_email, u.email_normalized AS account_email_normalized,
				u.password_hash AS account_password_hash, u.created_at AS account_created_at,
				u.last_login_at AS account_last_login_at, u.enabled AS account_enabled,
				u.email_verified AS account_email_verified, u.language AS account_language,
				a.user_id AS account_authority_user_id, a.authority AS account_authority
				""";
	}

	@Override
	public String joins(String userId) {
		return """
				LEFT JOIN jwt_security_user u ON u.id = %s
				LEFT JOIN jwt_security_authority a ON a.user_id = u.id
				""".formatted(userId);
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>
	 * The ids are compared in Java too, like those of the repositories.
	 */
	@Override
	public @Nullable AuthorizedAccount read(@Nullable AuthorizedAccount earlier, ResultSet row, String userId)
			throws SQLException {
		if (!userId.equals(row.getString("account_id")) || !row.getBoolean("account_enabled")) {
			return earlier;
		}
		Account account = (earlier != null) ? earlier.account() : JdbcAccountRepository.toAccount(row, PREFIX);
		Set<String> granted = new TreeSet<>((earlier != null) ? earlier.authorities() : Set.of());
		String authority = row.getString("account_authority");
		if (authority != null && userId.equals(row.getString("account_authority_user_id"))
				&& this.authorities.accepts(authority, userId)) {
			granted.add(authority);
		}
		return new AuthorizedAccount(account, granted);
	}

}
