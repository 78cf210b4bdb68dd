package io.github.jwtsecurity.account;

import java.util.Collection;
import java.util.Set;

import io.github.jwtsecurity.event.UnusableAccounts;

/**
 * The accounts of an {@link AccountRepository} that do not exist any more or are
 * disabled.
 */
final class DisabledAccounts implements UnusableAccounts {

	private final AccountRepository repository;

	DisabledAccounts(AccountRepository repository) {
		this.repository = repository;
	}

	@Override
	public Set<String> among(Collection<String> userIds) {
		return this.repository.findUnusable(userIds);
	}

}
