package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.ownership.TokenUserIdResolver;
import io.github.jwtsecurity.web.ProblemWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The endpoint that describes the account of a user to the user.
 */
@Controller
final class MeEndpoint extends AccountEndpoint {

	private final AccountService accountService;

	private final TokenUserIdResolver userIdResolver;

	MeEndpoint(AccountService accountService, TokenUserIdResolver userIdResolver, ProblemWriter problemWriter) {
		super(problemWriter);
		this.accountService = accountService;
		this.userIdResolver = userIdResolver;
	}

	@GetMapping("/me")
	Answer me(@Nullable Authentication authentication) {
		Account account = this.accountService.find(userId(this.userIdResolver, authentication));
		if (account == null) {
			throw noAccount();
		}
		return Answer.ok(IssuedTokens.user(account));
	}

}
