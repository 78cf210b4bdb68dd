package io.github.jwtsecurity.account;

import io.github.jwtsecurity.event.SessionAccounts;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of sessions, in any repositories.
 */
final class AuthorizedAccounts implements SessionAccounts<AuthorizedAccount> {

	private final AccountStores stores;

	private final AccountAuthorities authorities;

	AuthorizedAccounts(AccountStores stores, AccountAuthorities authorities) {
		this.stores = stores;
		this.authorities = authorities;
	}

	@Override
	public @Nullable AuthorizedAccount find(String userId) {
		Account account = this.stores.findEnabled(userId);
		return (account != null) ? new AuthorizedAccount(account, this.authorities.of(account.id())) : null;
	}

	@Override
	public @Nullable Tables<AuthorizedAccount> tables() {
		return (this.stores.accounts() instanceof JdbcAccountRepository
				&& this.stores.authorities() instanceof JdbcAuthorityRepository) ? new AccountTables(this.authorities)
						: null;
	}

}
