package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.PasswordRecovery;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint with which administrators send a user the link to set a new password.
 */
@Controller
@Conditional(OnAdministrationCondition.class)
@ConditionalOnBean(MailQueue.class)
final class AccountResetEndpoint extends AccountEndpoint {

	private final Administrators administrators;

	private final ManagedAccounts accounts;

	private final PasswordRecovery passwordRecovery;

	AccountResetEndpoint(Administrators administrators, ManagedAccounts accounts, PasswordRecovery passwordRecovery,
			ProblemWriter problemWriter) {
		super(problemWriter);
		this.administrators = administrators;
		this.accounts = accounts;
		this.passwordRecovery = passwordRecovery;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/accounts/{account}/reset")
	Answer reset(@PathVariable("account") String id, HttpServletRequest request,
			@Nullable Authentication authentication) {
		Client client = this.administrators.require(authentication, request);
		Account account = this.accounts.withId(id);
		this.passwordRecovery.request(account.email(), client);
		return Answer.accepted();
	}

}
