package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.Optional;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.account.InvalidEmailAddressException;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Lets the owner of an account in.
 */
@Controller
final class LoginEndpoint extends AccountEndpoint {

	static final String PATH = "/login";

	private final AccountService accountService;

	private final TokenGrants tokenGrants;

	private final TokenCookies cookies;

	private final CsrfGuard csrfGuard;

	private final RateLimiter rateLimiter;

	LoginEndpoint(AccountService accountService, TokenGrants tokenGrants, TokenCookies cookies, CsrfGuard csrfGuard,
			RateLimiter rateLimiter, ProblemWriter problemWriter) {
		super(problemWriter);
		this.rateLimiter = rateLimiter;
		this.accountService = accountService;
		this.tokenGrants = tokenGrants;
		this.cookies = cookies;
		this.csrfGuard = csrfGuard;
	}

	@PostMapping(PATH)
	DeferredResult<Answer> logIn(HttpServletRequest request) throws IOException {
		this.csrfGuard.requireOwnPage(request);
		JsonBody body = JsonBody.read(request);
		String email = body.text("email");
		String password = body.text("password");
		TokenDelivery delivery = this.cookies.delivery(body);
		body.requireComplete();
		Client client = client(request);
		LimitedAttempt attempt = begin(email, client);
		return answer(this.accountService
			.logIn(email, password, client, attempt::begin,
					(account) -> Answer.of(HttpStatus.OK, this.tokenGrants.begin(account, client), delivery))
			.whenComplete((granted, failure) -> end(attempt, granted, failure))
			.thenApply((granted) -> granted
				.orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.INVALID_CREDENTIALS)))));
	}

	private LimitedAttempt begin(String email, Client client) {
		String account = normalForm(email);
		return new LimitedAttempt(() -> this.rateLimiter.beginLogin(account, client.address()), null, email)
			.require(() -> this.rateLimiter.checkLogin(account, client.address()));
	}

	/**
	 * What is no address has no account, but is typed again all the same.
	 */
	private static String normalForm(String email) {
		try {
			return EmailAddress.of(email).normalized();
		}
		catch (InvalidEmailAddressException ex) {
			return email;
		}
	}

	private static void end(LimitedAttempt attempt, @Nullable Optional<Answer> granted, @Nullable Throwable failure) {
		if (granted == null) {
			attempt.cancelled(failure);
		}
		else if (granted.isPresent()) {
			attempt.succeeded();
		}
	}

}
