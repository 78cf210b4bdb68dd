package io.github.jwtsecurity.web;

import java.io.IOException;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import io.github.jwtsecurity.session.SessionService;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Exchanges a refresh token (RFC 6749, section 6). One in the body wins over one in a
 * cookie.
 */
@Controller
final class RefreshEndpoint extends AccountEndpoint {

	static final String PATH = "/refresh";

	private final SessionService sessionService;

	private final TokenGrants tokenGrants;

	private final TokenCookies cookies;

	private final CsrfGuard csrfGuard;

	private final RateLimiter rateLimiter;

	RefreshEndpoint(SessionService sessionService, TokenGrants tokenGrants, TokenCookies cookies, CsrfGuard csrfGuard,
			RateLimiter rateLimiter, ProblemWriter problemWriter) {
		super(problemWriter);
		this.rateLimiter = rateLimiter;
		this.sessionService = sessionService;
		this.tokenGrants = tokenGrants;
		this.cookies = cookies;
		this.csrfGuard = csrfGuard;
	}

	@PostMapping(PATH)
	Answer refresh(HttpServletRequest request) throws IOException {
		this.csrfGuard.requireOwnPage(request);
		String refreshToken = refreshToken(request);
		Client client = client(request);
		count(client.address());
		IssuedTokens tokens = this.tokenGrants.refresh(refreshToken, client);
		if (tokens == null) {
			throw refused();
		}
		return Answer.of(HttpStatus.OK, tokens);
	}

	private void count(@Nullable String address) {
		try {
			this.rateLimiter.countRefresh(address);
		}
		catch (RateLimitExceededException ex) {
			throw new ProblemException(Problem.rateLimited(ex, null, null));
		}
	}

	private String refreshToken(HttpServletRequest request) throws IOException {
		if (!this.cookies.areEnabled()) {
			JsonBody body = JsonBody.read(request);
			String token = body.text("refresh_token");
			body.requireComplete();
			return token;
		}
		JsonBody body = JsonBody.readIfPresent(request);
		String token = body.textIfPresent("refresh_token");
		body.requireComplete();
		return (token != null) ? token : cookie(request);
	}

	private String cookie(HttpServletRequest request) {
		String token = this.cookies.refreshToken(request);
		String sessionId = (token != null) ? this.sessionService.sessionIdOf(token) : null;
		if (token == null || sessionId == null) {
			throw refused();
		}
		this.csrfGuard.requireAllowed(request, sessionId);
		return token;
	}

	private static ProblemException refused() {
		return new ProblemException(Problem.refreshTokenRefused());
	}

}
