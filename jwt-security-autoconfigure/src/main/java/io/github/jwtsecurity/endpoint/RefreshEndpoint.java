package io.github.jwtsecurity.endpoint;

import java.io.IOException;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.ratelimit.RateLimitExceededException;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint that exchanges a refresh token (RFC 6749, section 6). A token in the body
 * takes precedence over one in a cookie. The new tokens are delivered in the same way as
 * the old one was sent.
 */
@Controller
final class RefreshEndpoint extends AccountEndpoint {

	private final SessionService sessionService;

	private final TokenIssuance tokenIssuance;

	private final TokenCookies cookies;

	private final SessionCsrfTokenRepository csrfTokens;

	private final RateLimiter rateLimiter;

	RefreshEndpoint(SessionService sessionService, TokenIssuance tokenIssuance, TokenCookies cookies,
			SessionCsrfTokenRepository csrfTokens, RateLimiter rateLimiter, ProblemWriter problemWriter) {
		super(problemWriter);
		this.rateLimiter = rateLimiter;
		this.sessionService = sessionService;
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
		this.csrfTokens = csrfTokens;
	}

	@AccountOperation(method = RequestMethod.POST, path = "/refresh", open = true, body = true)
	Answer refresh(HttpServletRequest request) throws IOException {
		String sent = refreshToken(request);
		String refreshToken = (sent != null) ? sent : cookie(request);
		TokenDelivery delivery = (sent != null) ? TokenDelivery.BODY : this.cookies.cookieDelivery();
		if (this.sessionService.sessionIdOf(refreshToken) == null) {
			// A text that this service has not signed does not count against the limit
			// of the address.
			throw refused();
		}
		Client client = client(request);
		count(client.address());
		IssuedTokens tokens = this.tokenIssuance.refresh(refreshToken, client);
		if (tokens == null) {
			throw refused();
		}
		return Answer.of(HttpStatus.OK, tokens, delivery);
	}

	private void count(@Nullable String address) {
		try {
			this.rateLimiter.countRefresh(address);
		}
		catch (RateLimitExceededException ex) {
			throw new ProblemException(AccountProblems.rateLimited(ex, null, null));
		}
	}

	/**
	 * Returns the token in the body, {@code null} if there is none and cookies are
	 * enabled.
	 */
	private @Nullable String refreshToken(HttpServletRequest request) throws IOException {
		boolean optional = this.cookies.areEnabled();
		JsonBody body = optional ? JsonBody.readIfPresent(request) : JsonBody.read(request);
		String token = optional ? body.textIfPresent("refresh_token") : body.text("refresh_token");
		body.requireComplete();
		return token;
	}

	private String cookie(HttpServletRequest request) {
		String token = this.cookies.refreshToken(request);
		String sessionId = (token != null) ? this.sessionService.sessionIdOf(token) : null;
		if (token == null || sessionId == null) {
			throw refused();
		}
		if (!this.csrfTokens.allows(request, sessionId)) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
		return token;
	}

	private static ProblemException refused() {
		return new ProblemException(AccountProblems.refreshTokenRefused());
	}

}
