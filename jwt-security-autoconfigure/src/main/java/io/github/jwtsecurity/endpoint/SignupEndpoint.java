package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.Signup;
import io.github.jwtsecurity.event.Client;
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

	private final LimitedAttempts attempts;

	SignupEndpoint(AccountService accountService, TokenIssuance tokenIssuance, TokenCookies cookies,
			LimitedAttempts attempts, ProblemWriter problemWriter) {
		super(problemWriter);
		this.attempts = attempts;
		this.accountService = accountService;
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/signup", open = true, body = true)
	DeferredResult<Answer> signUp(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		String email = body.text("email");
		String password = body.text("password");
		TokenDelivery delivery = this.cookies.delivery(body);
		body.requireComplete();
		Client client = client(request);
		return answer(this.attempts.make(() -> {
			LimitedAttempt attempt = this.attempts.signup(email, client);
			return this.accountService
				.signUp(email, password, client, attempt,
						(account) -> Answer.of(HttpStatus.CREATED, this.tokenIssuance.begin(account, client, null),
								delivery))
				.whenComplete((outcome, failure) -> {
					if (outcome == null) {
						attempt.cancelled(failure);
					}
				})
				.thenApply(SignupEndpoint::answer);
		}));
	}

	private static Answer answer(Signup<Answer> outcome) {
		if (outcome instanceof Signup.Created<Answer> created) {
			return created.grant();
		}
		throw new ProblemException((outcome instanceof Signup.Refused<Answer> refused) ? problem(refused)
				: Problem.of(ErrorCode.EMAIL_TAKEN));
	}

	private static Problem problem(Signup.Refused<Answer> refused) {
		List<FieldError> errors = new ArrayList<>();
		if (refused.email() != null) {
			errors.add(new FieldError("email", refused.email()));
		}
		refused.password().forEach((violation) -> errors.add(new FieldError("password", violation)));
		return Problem.of((refused.email() != null) ? ErrorCode.INVALID_REQUEST : ErrorCode.WEAK_PASSWORD, errors);
	}

}
