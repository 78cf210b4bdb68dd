package io.github.jwtsecurity.docs;

import java.util.Map;

import io.github.jwtsecurity.account.password.BetterAuthPasswordEncoder;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Accounts that are imported from Better Auth, with their passwords.
 */
class MovedAccounts {

	PasswordEncoder passwordEncoder() {
		return new DelegatingPasswordEncoder("bcrypt",
				Map.of("bcrypt", new BCryptPasswordEncoder(), "better-auth", new BetterAuthPasswordEncoder()));
	}

}
