package io.github.jwtsecurity.endpoint;

import java.io.IOException;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.account.EmailVerification;
import io.github.jwtsecurity.endpoint.OpenRequestTokens.Verified;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint by which users prove that the email address of their account is theirs.
 */
@Controller
@ConditionalOnBean(MailQueue.class)
final class EmailVerificationEndpoint extends AccountEndpoint {

	private final EmailVerification emailVerification;

	private final AccountService accountService;

	private final OpenRequestTokens accessTokens;

	private final UserIds userIds;

	private final LimitedAttemptFactory attempts;

	EmailVerificationEndpoint(EmailVerification emailVerification, AccountService accountService,
			OpenRequestTokens accessTokens, UserIds userIds, LimitedAttemptFactory attempts,
			ProblemWriter problemWriter) {
		super(problemWriter);
		this.emailVerification = emailVerification;
		this.accountService = accountService;
		this.accessTokens = accessTokens;
		this.userIds = userIds;
		this.attempts = attempts;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/verify-email", open = true, body = true)
	Answer verify(HttpServletRequest request) throws IOException {
		String token = JsonBody.readText(request, "token");
		Client client = client(request);
		this.attempts.countMailRequest(client);
		this.emailVerification.verify(token, client);
		return Answer.noContent();
	}

	/**
	 * Requests another mail for the address in the body, or for that of the user of the
	 * access token. The response is the same for every address.
	 */
	@AccountOperation(method = RequestMethod.POST, path = "/verify-email/resend", open = true, body = true)
	Answer resend(HttpServletRequest request) throws IOException {
		Verified token = this.accessTokens.verifyHeader(request);
		JsonBody body = (token != null) ? JsonBody.readIfPresent(request) : JsonBody.read(request);
		String email = (token != null) ? body.textIfPresent("email") : body.text("email");
		body.requireComplete();
		Client client = client(request);
		this.attempts.countMailRequest(client);
		EmailAddress address = (token != null) ? ownAddress(token) : EmailAddress.resolve(String.valueOf(email));
		if (address != null && this.attempts.countMail(MailKind.VERIFY_EMAIL, address.text())) {
			this.emailVerification.request(address, client);
		}
		return Answer.accepted();
	}

	private EmailAddress ownAddress(Verified token) {
		Jwt jwt = token.jwt();
		String userId = (jwt != null) ? this.userIds.of(jwt) : null;
		if (userId == null) {
			Problem problem = token.problem();
			throw new ProblemException((problem != null) ? problem : AccountProblems.noUserId());
		}
		Account account = this.accountService.find(userId);
		if (account == null) {
			throw noAccount();
		}
		return account.email();
	}

}
