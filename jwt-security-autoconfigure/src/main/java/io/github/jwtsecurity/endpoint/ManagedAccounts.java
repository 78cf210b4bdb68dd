package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The accounts as administrators see them, including those that are disabled.
 */
final class ManagedAccounts {

	private final AccountRepository repository;

	private final AccountService accountService;

	ManagedAccounts(AccountRepository repository, AccountService accountService) {
		this.repository = repository;
		this.accountService = accountService;
	}

	/**
	 * Returns the account with an id.
	 * @throws ProblemException if there is none
	 */
	Account withId(String id) {
		return require(() -> this.repository.findById(id));
	}

	/**
	 * Returns the account with an email address, in any spelling.
	 * @throws ProblemException if there is none
	 */
	Account withEmail(String email) {
		EmailAddress address = EmailAddress.resolve(email);
		if (address == null) {
			throw noSuchAccount();
		}
		return require(() -> this.repository.findByEmail(address));
	}

	/**
	 * Returns the description of an account, which extends that for its own user.
	 */
	Map<String, Object> describe(Account account) {
		Map<String, Object> description = IssuedTokens.user(account);
		description.put("enabled", account.enabled());
		description.put("authorities", List.copyOf(this.accountService.authoritiesOf(account.id())));
		return description;
	}

	private static Account require(Supplier<@Nullable Account> find) {
		Account account = StoreException.<@Nullable Account>guard("accounts", find);
		if (account == null) {
			throw noSuchAccount();
		}
		return account;
	}

	private static ProblemException noSuchAccount() {
		return new ProblemException(Problem.of(ErrorCode.NOT_FOUND, "There is no such account."));
	}

}
