package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.account.Signup;
import io.github.jwtsecurity.token.ConditionalOnBoundProperty;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.FieldError;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint that creates an account.
 */
@Controller
@ConditionalOnBoundProperty(properties = AccountEndpointProperties.class, name = "signup-enabled")
final class SignupEndpoint extends AccountEndpoint {

	private final AccountService accountService;

	private final TokenIssuance tokenIssuance;

	private final TokenCookies cookies;

	private final LimitedAttemptFactory attempts;

	SignupEndpoint(AccountService accountService, TokenIssuance tokenIssuance, TokenCookies cookies,
			LimitedAttemptFactory attempts, ProblemWriter problemWriter) {
		super(problemWriter);
		this.attempts = attempts;
		this.accountService = accountService;
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/signup", open = true, body = true)
	DeferredResult<Answer> signUp(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		Credentials credentials = credentials(body, request);
		TokenDelivery delivery = this.cookies.delivery(body);
		body.requireComplete();
		return answer(this.attempts.make(() -> {
			SignupAttempt attempt = new SignupAttempt(this.attempts, this.tokenIssuance, credentials);
			return this.accountService.signUp(credentials, attempt)
				.whenComplete(attempt::end)
				.thenApply((outcome) -> answer(outcome, delivery));
		}));
	}

	private static Answer answer(Signup<IssuedTokens> outcome, TokenDelivery delivery) {
		if (outcome instanceof Signup.Created<IssuedTokens> created) {
			return Answer.of(HttpStatus.CREATED, created.grant(), delivery);
		}
		if (outcome instanceof Signup.Accepted) {
			return Answer.accepted();
		}
		throw new ProblemException((outcome instanceof Signup.Refused<IssuedTokens> refused) ? problem(refused)
				: Problem.of(ErrorCode.EMAIL_TAKEN));
	}

	private static Problem problem(Signup.Refused<?> refused) {
		List<FieldError> errors = new ArrayList<>();
		if (refused.email() != null) {
			errors.add(new FieldError("email", refused.email()));
		}
		refused.password().forEach((violation) -> errors.add(new FieldError("password", violation)));
		return Problem.of((refused.email() != null) ? ErrorCode.INVALID_REQUEST : ErrorCode.WEAK_PASSWORD, errors);
	}

}
