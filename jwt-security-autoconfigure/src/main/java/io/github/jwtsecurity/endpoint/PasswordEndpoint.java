package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.PasswordChange;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint that changes the password of a user who knows the current one, or has
 * logged in recently.
 */
@Controller
final class PasswordEndpoint extends AccountEndpoint {

	private final AccountService accountService;

	private final UserIds userIds;

	private final TokenCookies cookies;

	private final LimitedAttemptFactory attempts;

	private final FreshLogin freshLogin;

	PasswordEndpoint(AccountService accountService, UserIds userIds, TokenCookies cookies,
			LimitedAttemptFactory attempts, FreshLogin freshLogin, ProblemWriter problemWriter) {
		super(problemWriter);
		this.freshLogin = freshLogin;
		this.cookies = cookies;
		this.attempts = attempts;
		this.accountService = accountService;
		this.userIds = userIds;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/password", body = true)
	DeferredResult<Answer> change(HttpServletRequest request, @Nullable Authentication authentication)
			throws IOException {
		String userId = userId(this.userIds, authentication);
		JsonBody body = JsonBody.read(request);
		String currentPassword = body.textIfPresent(FreshLogin.CURRENT_PASSWORD);
		String newPassword = body.text("new_password");
		body.requireComplete();
		Client client = client(request);
		String deviceToken = this.cookies.deviceToken(request);
		String sessionId = sessionId(this.userIds, authentication);
		if (currentPassword == null) {
			this.freshLogin.require(authentication);
		}
		return answer(this.attempts.make(() -> {
			LimitedAttempt attempt = this.attempts.passwordCheck(userId, client);
			CompletableFuture<PasswordChange> change = (currentPassword != null)
					? this.accountService.changePassword(userId, sessionId, currentPassword, newPassword, client,
							attempt)
					: this.accountService.changePassword(userId, sessionId, newPassword, client, attempt);
			return change.whenComplete((outcome, failure) -> end(attempt, outcome, failure))
				.thenApply((outcome) -> answer(outcome, deviceToken));
		}));
	}

	/**
	 * Ends the attempt. If the new password is refused after it was hashed, the current
	 * one was right.
	 */
	private static void end(LimitedAttempt attempt, @Nullable PasswordChange outcome, @Nullable Throwable failure) {
		if (outcome instanceof PasswordChange.Changed || outcome instanceof PasswordChange.Refused) {
			attempt.succeeded();
		}
		else if (outcome instanceof PasswordChange.WrongPassword) {
			attempt.failed();
		}
		else {
			attempt.cancelled(failure);
		}
	}

	private Answer answer(PasswordChange outcome, @Nullable String deviceToken) {
		if (outcome instanceof PasswordChange.Changed changed) {
			return Answer.noContent(this.attempts.renew(deviceToken, changed.account()));
		}
		if (outcome instanceof PasswordChange.NoAccount) {
			throw noAccount();
		}
		throw new ProblemException((outcome instanceof PasswordChange.Refused refused)
				? AccountProblems.weakPassword(refused.violations()) : FreshLogin.wrongPassword());
	}

}
