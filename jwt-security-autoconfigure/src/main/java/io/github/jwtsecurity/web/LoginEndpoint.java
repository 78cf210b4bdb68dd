package io.github.jwtsecurity.web;

import java.io.IOException;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import jakarta.servlet.http.HttpServletRequest;

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

	private final CsrfGuard csrfGuard;

	LoginEndpoint(AccountService accountService, TokenGrants tokenGrants, CsrfGuard csrfGuard) {
		this.accountService = accountService;
		this.tokenGrants = tokenGrants;
		this.csrfGuard = csrfGuard;
	}

	@PostMapping(PATH)
	DeferredResult<Answer> logIn(HttpServletRequest request) throws IOException {
		this.csrfGuard.requireOwnPage(request);
		JsonBody body = JsonBody.read(request);
		String email = body.text("email");
		String password = body.text("password");
		body.requireComplete();
		Client client = client(request);
		return answer(this.accountService
			.logIn(email, password, client,
					(account) -> Answer.of(HttpStatus.OK, this.tokenGrants.begin(account, client)))
			.thenApply((granted) -> granted
				.orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.INVALID_CREDENTIALS)))));
	}

}
