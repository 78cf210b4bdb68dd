package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint that describes the account of a user to the user, and deletes it.
 */
@Controller
final class MeEndpoint extends AccountEndpoint {

	private final AccountService accountService;

	private final SessionService sessionService;

	private final UserIds userIds;

	private final FreshLogin freshLogin;

	MeEndpoint(AccountService accountService, SessionService sessionService, UserIds userIds, FreshLogin freshLogin,
			ProblemWriter problemWriter) {
		super(problemWriter);
		this.accountService = accountService;
		this.sessionService = sessionService;
		this.userIds = userIds;
		this.freshLogin = freshLogin;
	}

	@AccountOperation(method = RequestMethod.GET, path = "/me")
	Answer me(@Nullable Authentication authentication) {
		return Answer.ok(IssuedTokens.user(account(authentication)));
	}

	/**
	 * Returns all that the library keeps about the user, except secrets and hashes.
	 */
	@AccountOperation(method = RequestMethod.GET, path = "/me/export")
	Answer export(@Nullable Authentication authentication) {
		Account account = account(authentication);
		Map<String, Object> export = new LinkedHashMap<>();
		export.put("user", IssuedTokens.user(account));
		export.put("sessions", SessionEndpoint.describe(this.sessionService.sessionsOf(account.id()),
				sessionId(this.userIds, authentication)));
		export.putAll(this.accountService.export(account.id()));
		return Answer.ok(export);
	}

	private Account account(@Nullable Authentication authentication) {
		Account account = this.accountService.find(userId(this.userIds, authentication));
		if (account == null) {
			throw noAccount();
		}
		return account;
	}

	/**
	 * Deletes the account with all that the library keeps about the user.
	 */
	@AccountOperation(method = RequestMethod.DELETE, path = "/me", body = true)
	DeferredResult<Answer> delete(HttpServletRequest request, @Nullable Authentication authentication)
			throws IOException {
		String userId = userId(this.userIds, authentication);
		String currentPassword = FreshLogin.currentPassword(request);
		Client client = client(request);
		return answer(this.freshLogin.check(userId, currentPassword, authentication, client, () -> {
			if (!this.accountService.delete(userId, client)) {
				throw noAccount();
			}
			return Answer.signedOut();
		}));
	}

}
