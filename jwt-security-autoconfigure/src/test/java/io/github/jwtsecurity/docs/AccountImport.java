package io.github.jwtsecurity.docs;

import java.time.Instant;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.EmailAddress;

import org.springframework.stereotype.Component;

@Component
class AccountImport {

	private final AccountRepository accounts;

	AccountImport(AccountRepository accounts) {
		this.accounts = accounts;
	}

	boolean add(String id, String email, String hash, Instant createdAt) {
		return this.accounts
			.insert(new Account(id, EmailAddress.of(email), "{better-auth}" + hash, createdAt, null, true));
	}

}
