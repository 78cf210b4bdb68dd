package io.github.jwtsecurity.endpoint;

import java.io.IOException;

import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.account.EmailChange;
import io.github.jwtsecurity.account.InvalidEmailAddressException;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint that changes the email address of an account.
 */
@Controller
@ConditionalOnBean(MailQueue.class)
final class EmailEndpoint extends AccountEndpoint {

	private final EmailChange emailChange;

	private final UserIds userIds;

	private final LimitedAttemptFactory attempts;

	private final FreshLogin freshLogin;

	EmailEndpoint(EmailChange emailChange, UserIds userIds, LimitedAttemptFactory attempts, FreshLogin freshLogin,
			ProblemWriter problemWriter) {
		super(problemWriter);
		this.emailChange = emailChange;
		this.userIds = userIds;
		this.attempts = attempts;
		this.freshLogin = freshLogin;
	}

	/**
	 * Requests a mail to the new address. The response does not tell whether another
	 * account has it.
	 */
	@AccountOperation(method = RequestMethod.POST, path = "/email", body = true)
	DeferredResult<Answer> change(HttpServletRequest request, @Nullable Authentication authentication)
			throws IOException {
		String userId = userId(this.userIds, authentication);
		JsonBody body = JsonBody.read(request);
		String currentPassword = body.textIfPresent(FreshLogin.CURRENT_PASSWORD);
		EmailAddress email = address(body);
		body.requireComplete();
		Client client = client(request);
		this.attempts.countMailRequest(client);
		return answer(this.freshLogin.check(userId, currentPassword, authentication, client, () -> {
			if (email != null && this.attempts.countMail(MailKind.CHANGE_EMAIL, email.text())
					&& !this.emailChange.request(userId, email, client)) {
				throw noAccount();
			}
			return Answer.accepted();
		}));
	}

	private static @Nullable EmailAddress address(JsonBody body) {
		String text = body.text("new_email");
		if (text.isEmpty()) {
			return null;
		}
		try {
			return EmailAddress.of(text);
		}
		catch (InvalidEmailAddressException ex) {
			body.reject("new_email", String.valueOf(ex.getMessage()));
			return null;
		}
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
		String token = JsonBody.readText(request, "token");
		this.attempts.countMailRequest(client(request));
		return token;
	}

}
