package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.List;

import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.account.PasswordRecovery;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint for users who have forgotten their password.
 */
@Controller
@ConditionalOnBean(MailQueue.class)
final class PasswordRecoveryEndpoint extends AccountEndpoint {

	private final PasswordRecovery passwordRecovery;

	private final LimitedAttemptFactory attempts;

	PasswordRecoveryEndpoint(PasswordRecovery passwordRecovery, LimitedAttemptFactory attempts,
			ProblemWriter problemWriter) {
		super(problemWriter);
		this.passwordRecovery = passwordRecovery;
		this.attempts = attempts;
	}

	/**
	 * Requests a mail. The response is the same for every text: nobody learns which
	 * addresses have an account, or how many mails were sent.
	 */
	@AccountOperation(method = RequestMethod.POST, path = "/password/forgot", open = true, body = true)
	Answer forgot(HttpServletRequest request) throws IOException {
		String email = JsonBody.readText(request, "email");
		Client client = client(request);
		this.attempts.countMailRequest(client);
		if (this.attempts.countMail(MailKind.RESET_PASSWORD, email)) {
			EmailAddress address = EmailAddress.resolve(email);
			if (address != null) {
				this.passwordRecovery.request(address, client);
			}
		}
		return Answer.accepted();
	}

	@AccountOperation(method = RequestMethod.POST, path = "/password/reset", open = true, body = true)
	DeferredResult<Answer> reset(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		String token = body.text("token");
		String newPassword = body.text("new_password");
		body.requireComplete();
		Client client = client(request);
		this.attempts.countMailRequest(client);
		return answer(this.passwordRecovery.reset(token, newPassword, client, this.attempts.uncounted(client))
			.thenApply(PasswordRecoveryEndpoint::answer));
	}

	private static Answer answer(List<String> violations) {
		if (violations.isEmpty()) {
			return Answer.noContent();
		}
		throw new ProblemException(AccountProblems.weakPassword(violations));
	}

}
