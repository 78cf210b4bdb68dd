package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.Optional;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
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

	private final LimitedAttemptFactory attempts;

	LoginEndpoint(AccountService accountService, TokenIssuance tokenIssuance, TokenCookies cookies,
			LimitedAttemptFactory attempts, ProblemWriter problemWriter) {
		super(problemWriter);
		this.attempts = attempts;
		this.accountService = accountService;
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/login", open = true, body = true)
	DeferredResult<Answer> logIn(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		Credentials credentials = credentials(body, request);
		TokenDelivery delivery = this.cookies.delivery(body);
		body.requireComplete();
		Device device = device(body, request, credentials.email());
		return answer(this.attempts.make(() -> {
			LoginAttempt attempt = new LoginAttempt(this.attempts, this.tokenIssuance, credentials, device);
			return this.accountService.logIn(credentials, attempt)
				.whenComplete(attempt::end)
				.thenApply((tokens) -> answer(tokens, delivery));
		}));
	}

	/**
	 * Returns the device of the token in the body or in the cookie, {@code null} if
	 * neither is valid for the address.
	 */
	private @Nullable Device device(JsonBody body, HttpServletRequest request, String email) {
		Device sent = this.attempts.device(body.textOrNull(IssuedTokens.DEVICE_TOKEN), email);
		return (sent != null) ? sent : this.attempts.device(this.cookies.deviceToken(request), email);
	}

	private static Answer answer(Optional<IssuedTokens> tokens, TokenDelivery delivery) {
		return tokens.map((issued) -> Answer.of(HttpStatus.OK, issued, delivery))
			.orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.INVALID_CREDENTIALS)));
	}

}
