package io.github.jwtsecurity.web;

import java.io.IOException;

import io.github.jwtsecurity.account.AccountService;
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

	private final TokenResponses tokenResponses;

	LoginEndpoint(AccountService accountService, TokenResponses tokenResponses) {
		this.accountService = accountService;
		this.tokenResponses = tokenResponses;
	}

	@PostMapping(PATH)
	DeferredResult<Answer> logIn(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.read(request);
		String email = body.text("email");
		String password = body.text("password");
		body.requireComplete();
		return answer(this.accountService
			.logIn(email, password, client(request),
					(account) -> new Answer(HttpStatus.OK, this.tokenResponses.create(account)))
			.thenApply((granted) -> granted
				.orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.INVALID_CREDENTIALS)))));
	}

}
