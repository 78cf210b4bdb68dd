package io.github.jwtsecurity.endpoint;

import java.io.IOException;

import io.github.jwtsecurity.account.EmailChange;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint that changes the email address of an account.
 */
@Controller
@ConditionalOnBean(MailQueue.class)
final class EmailEndpoint extends AccountEndpoint {

	private final EmailChange emailChange;

	private final LimitedAttemptFactory attempts;

	EmailEndpoint(EmailChange emailChange, LimitedAttemptFactory attempts, ProblemWriter problemWriter) {
		super(problemWriter);
		this.emailChange = emailChange;
		this.attempts = attempts;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/email/confirm", open = true, body = true)
	Answer confirm(HttpServletRequest request) throws IOException {
		String token = token(request);
		this.emailChange.confirm(token, client(request));
		return Answer.noContent();
	}

	@AccountOperation(method = RequestMethod.POST, path = "/email/revert", open = true, body = true)
	Answer revert(HttpServletRequest request) throws IOException {
		String token = token(request);
		this.emailChange.revert(token, client(request));
		return Answer.noContent();
	}

	private String token(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		String token = body.text("token");
		body.requireComplete();
		Client client = client(request);
		this.attempts.countMailRequest(client);
		return token;
	}

}
