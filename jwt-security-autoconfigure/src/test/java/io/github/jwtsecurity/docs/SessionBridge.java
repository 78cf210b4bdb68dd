package io.github.jwtsecurity.docs;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.endpoint.SessionTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class SessionBridge {

	private final AccountRepository accounts;

	private final SessionTokens sessionTokens;

	SessionBridge(AccountRepository accounts, SessionTokens sessionTokens) {
		this.accounts = accounts;
		this.sessionTokens = sessionTokens;
	}

	@PostMapping("/pages/tokens")
	Map<String, Object> tokens(Principal principal, HttpServletRequest request, HttpServletResponse response) {
		Account account = this.accounts.findByEmail(EmailAddress.of(principal.getName()));
		return Optional.ofNullable(account)
			.flatMap((found) -> this.sessionTokens.logIn(found.id(), request, response))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
	}

}
