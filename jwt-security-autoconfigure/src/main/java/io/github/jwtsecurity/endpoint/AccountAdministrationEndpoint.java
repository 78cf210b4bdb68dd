package io.github.jwtsecurity.endpoint;

import java.util.List;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.FieldError;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Conditional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint with which administrators find, disable and enable accounts, and end their
 * sessions. The path variable does not look like a user id, since the user id rule does
 * not apply to it.
 */
@Controller
@Conditional(OnAdministrationCondition.class)
final class AccountAdministrationEndpoint extends AccountEndpoint {

	private static final String ACCOUNT = "/accounts/{account}";

	private final Administrators administrators;

	private final ManagedAccounts accounts;

	private final AccountService accountService;

	private final SessionService sessionService;

	AccountAdministrationEndpoint(Administrators administrators, ManagedAccounts accounts,
			AccountService accountService, SessionService sessionService, ProblemWriter problemWriter) {
		super(problemWriter);
		this.administrators = administrators;
		this.accounts = accounts;
		this.accountService = accountService;
		this.sessionService = sessionService;
	}

	@AccountOperation(method = RequestMethod.GET, path = "/accounts")
	Answer findByEmail(HttpServletRequest request, @Nullable Authentication authentication) {
		this.administrators.require(authentication, request);
		String email = request.getParameter("email");
		if (email == null || email.isBlank()) {
			throw new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST,
					List.of(new FieldError("email", "must be a text that is not blank"))));
		}
		return Answer.ok(this.accounts.describe(this.accounts.withEmail(email)));
	}

	@AccountOperation(method = RequestMethod.GET, path = ACCOUNT)
	Answer find(@PathVariable("account") String id, HttpServletRequest request,
			@Nullable Authentication authentication) {
		this.administrators.require(authentication, request);
		return Answer.ok(this.accounts.describe(this.accounts.withId(id)));
	}

	/**
	 * Disables an account. Administrators cannot disable their own, so that the last one
	 * is not locked out by mistake.
	 */
	@AccountOperation(method = RequestMethod.POST, path = ACCOUNT + "/disable")
	Answer disable(@PathVariable("account") String id, HttpServletRequest request,
			@Nullable Authentication authentication) {
		Client client = this.administrators.require(authentication, request);
		String accountId = this.accounts.withId(id).id();
		if (accountId.equals(client.actorId())) {
			throw new ProblemException(
					Problem.of(ErrorCode.ACCESS_DENIED, "Administrators cannot disable their own account."));
		}
		this.accountService.disable(accountId, client);
		return Answer.noContent();
	}

	@AccountOperation(method = RequestMethod.POST, path = ACCOUNT + "/enable")
	Answer enable(@PathVariable("account") String id, HttpServletRequest request,
			@Nullable Authentication authentication) {
		Client client = this.administrators.require(authentication, request);
		this.accountService.enable(this.accounts.withId(id).id(), client);
		return Answer.noContent();
	}

	@AccountOperation(method = RequestMethod.DELETE, path = ACCOUNT + "/sessions")
	Answer endSessions(@PathVariable("account") String id, HttpServletRequest request,
			@Nullable Authentication authentication) {
		Client client = this.administrators.require(authentication, request);
		this.sessionService.endAll(this.accounts.withId(id).id(), null, Reason.REVOKED, client);
		return Answer.noContent();
	}

}
