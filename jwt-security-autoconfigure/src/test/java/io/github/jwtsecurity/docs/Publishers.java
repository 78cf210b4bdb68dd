package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;

import org.springframework.stereotype.Component;

@Component
class Publishers {

	private final AccountService accounts;

	Publishers(AccountService accounts) {
		this.accounts = accounts;
	}

	boolean promote(String userId) {
		return this.accounts.grant(userId, "notes:publish", Client.UNKNOWN);
	}

	boolean demote(String userId) {
		return this.accounts.revoke(userId, "notes:publish", Client.UNKNOWN);
	}

}
