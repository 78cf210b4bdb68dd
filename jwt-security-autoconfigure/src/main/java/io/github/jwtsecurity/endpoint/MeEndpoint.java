package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ProblemWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint that describes the account of a user to the user.
 */
@Controller
final class MeEndpoint extends AccountEndpoint {

	private final AccountService accountService;

	private final UserIds userIds;

	MeEndpoint(AccountService accountService, UserIds userIds, ProblemWriter problemWriter) {
		super(problemWriter);
		this.accountService = accountService;
		this.userIds = userIds;
	}

	@AccountOperation(method = RequestMethod.GET, path = "/me")
	Answer me(@Nullable Authentication authentication) {
		Account account = this.accountService.find(userId(this.userIds, authentication));
		if (account == null) {
			throw noAccount();
		}
		return Answer.ok(IssuedTokens.user(account));
	}

}
