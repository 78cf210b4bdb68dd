package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.jwtsecurity.endpoint.OpenRequestTokens.Verified;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint that ends a session. It accepts an access token or a refresh token, and
 * verifies them itself, because an expired access token must not prevent a user from
 * logging out.
 */
@Controller
final class LogoutEndpoint extends AccountEndpoint {

	private final LogoutTokens tokens;

	private final OpenRequestTokens accessTokens;

	private final TokenCookies cookies;

	private final SessionCsrfTokenRepository csrfTokens;

	LogoutEndpoint(LogoutTokens tokens, OpenRequestTokens accessTokens, TokenCookies cookies,
			SessionCsrfTokenRepository csrfTokens, ProblemWriter problemWriter) {
		super(problemWriter);
		this.tokens = tokens;
		this.accessTokens = accessTokens;
		this.cookies = cookies;
		this.csrfTokens = csrfTokens;
	}

	/**
	 * Ends the session of the request. A token in the header or the body takes precedence
	 * over a token of the same kind in a cookie. Cookies are cleared first, so that they
	 * are cleared even if the request is refused.
	 */
	@AccountOperation(method = RequestMethod.POST, path = "/logout", open = true, body = true)
	Answer logOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.cookies.clear(response);
		JsonBody body = JsonBody.readIfPresent(request);
		String refreshToken = body.textIfPresent("refresh_token");
		body.requireComplete();
		Verified accessToken = this.accessTokens.verifyHeader(request);
		String refreshCookie = (refreshToken != null) ? null : this.cookies.refreshToken(request);
		Verified accessCookie = (accessToken != null) ? null
				: this.accessTokens.verify(this.cookies.accessToken(request));
		if (areAllowed(request, accessCookie, refreshCookie)) {
			accessToken = (accessToken != null) ? accessToken : accessCookie;
			refreshToken = (refreshToken != null) ? refreshToken : refreshCookie;
		}
		else if (sessionIdOf(accessToken) == null && this.tokens.sessionIdOf(refreshToken) == null) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
		if (!this.tokens.logOut(accessToken, refreshToken, client(request))) {
			throw refused(accessToken, refreshToken);
		}
		return Answer.noContent();
	}

	/**
	 * Returns whether the page knows the CSRF token of each session whose token is in a
	 * cookie.
	 */
	private boolean areAllowed(HttpServletRequest request, @Nullable Verified accessToken,
			@Nullable String refreshToken) {
		return Stream
			.of(Optional.ofNullable(sessionIdOf(accessToken)),
					Optional.ofNullable(this.tokens.sessionIdOf(refreshToken)))
			.flatMap(Optional::stream)
			.allMatch((sessionId) -> this.csrfTokens.allows(request, sessionId));
	}

	private static @Nullable String sessionIdOf(@Nullable Verified accessToken) {
		return (accessToken != null) ? accessToken.sessionId() : null;
	}

	private static ProblemException refused(@Nullable Verified accessToken, @Nullable String refreshToken) {
		if (accessToken != null) {
			Problem problem = accessToken.problem();
			return new ProblemException((problem != null) ? problem : AccountProblems.noSession());
		}
		return new ProblemException(
				(refreshToken != null) ? AccountProblems.refreshTokenRefused() : Problem.tokenMissing());
	}

}
