package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint that authenticates a user by email address and password, and starts a
 * session.
 */
@Controller
final class LoginEndpoint extends AccountEndpoint {

	private final AccountService accountService;

	private final TokenIssuance tokenIssuance;

	private final TokenCookies cookies;

	private final LimitedAttempts attempts;

	LoginEndpoint(AccountService accountService, TokenIssuance tokenIssuance, TokenCookies cookies,
			LimitedAttempts attempts, ProblemWriter problemWriter) {
		super(problemWriter);
		this.attempts = attempts;
		this.accountService = accountService;
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/login", open = true, body = true)
	DeferredResult<Answer> logIn(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		String email = body.text("email");
		String password = body.text("password");
		TokenDelivery delivery = this.cookies.delivery(body);
		body.requireComplete();
		Client client = client(request);
		Device sent = this.attempts.device(body.textOrNull(IssuedTokens.DEVICE_TOKEN), email);
		Device device = (sent != null) ? sent : this.attempts.device(this.cookies.deviceToken(request), email);
		return answer(this.attempts.make(() -> logIn(new LoginAttempt(this.attempts, email, device, client), email,
				password, client, delivery)));
	}

	private CompletableFuture<Answer> logIn(LoginAttempt attempt, String email, String password, Client client,
			TokenDelivery delivery) {
		return this.accountService
			.logIn(email, password, client, attempt,
					(account) -> Answer.of(HttpStatus.OK, this.tokenIssuance.begin(account, client, attempt.device()),
							delivery))
			.whenComplete((granted, failure) -> end(attempt.attempt(), granted, failure))
			.thenApply((granted) -> granted
				.orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.INVALID_CREDENTIALS))));
	}

	private static void end(LimitedAttempt attempt, @Nullable Optional<Answer> granted, @Nullable Throwable failure) {
		if (granted == null) {
			attempt.cancelled(failure);
		}
		else if (granted.isPresent()) {
			attempt.succeeded();
		}
		else {
			attempt.failed();
		}
	}

}
