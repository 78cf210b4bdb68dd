package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.session.Session;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.token.UserIdClaim;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.HeaderBearerTokenResolver;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The endpoint that ends a session. It accepts an access token or a refresh token, and
 * verifies them itself, because an expired access token must not prevent a user from
 * logging out.
 */
@Controller
final class LogoutEndpoint extends AccountEndpoint {

	static final String PATH = "/logout";

	private final SessionService sessionService;

	private final JwtDecoder jwtDecoder;

	private final UserIdClaim userIdClaim;

	private final TokenCookies cookies;

	private final CsrfGuard csrfGuard;

	private final JwtSecurityEventPublisher events;

	private final Clock clock;

	private final HeaderBearerTokenResolver headerResolver = new HeaderBearerTokenResolver();

	LogoutEndpoint(SessionService sessionService, JwtDecoder jwtDecoder, UserIdClaim userIdClaim, TokenCookies cookies,
			CsrfGuard csrfGuard, JwtSecurityEventPublisher events, Clock clock, ProblemWriter problemWriter) {
		super(problemWriter);
		this.sessionService = sessionService;
		this.jwtDecoder = jwtDecoder;
		this.userIdClaim = userIdClaim;
		this.cookies = cookies;
		this.csrfGuard = csrfGuard;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Ends the session of the request. A token in the header or the body takes precedence
	 * over a token of the same kind in a cookie. Cookies are cleared first, so that they
	 * are cleared even if the request is refused.
	 */
	@PostMapping(PATH)
	Answer logOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.csrfGuard.requireOwnPage(request);
		this.cookies.clear(response);
		JsonBody body = JsonBody.readIfPresent(request);
		String refreshToken = body.textIfPresent("refresh_token");
		body.requireComplete();
		Verified accessToken = verifyHeader(request);
		String refreshCookie = (refreshToken != null) ? null : this.cookies.refreshToken(request);
		Verified accessCookie = (accessToken != null) ? null : verify(this.cookies.accessToken(request));
		if (areAllowed(request, accessCookie, refreshCookie)) {
			accessToken = (accessToken != null) ? accessToken : accessCookie;
			refreshToken = (refreshToken != null) ? refreshToken : refreshCookie;
		}
		else if (sessionOf(accessToken) == null && sessionOf(refreshToken) == null) {
			throw new ProblemException(Problem.of(ErrorCode.CSRF));
		}
		String userId = end(accessToken, refreshToken, client(request));
		if (userId == null) {
			throw refused(accessToken, refreshToken);
		}
		this.events.publishAfterCommit(new LoggedOut(this.clock.instant(), userId, client(request)));
		return Answer.noContent();
	}

	private @Nullable Verified verifyHeader(HttpServletRequest request) {
		try {
			return verify(this.headerResolver.resolve(request));
		}
		catch (OAuth2AuthenticationException ex) {
			return new Verified(null, Problem.tokenRefused());
		}
	}

	private @Nullable Verified verify(@Nullable String token) {
		if (token == null) {
			return null;
		}
		try {
			return new Verified(this.jwtDecoder.decode(token), null);
		}
		catch (JwtException ex) {
			return new Verified(null, Problem.of(ex));
		}
	}

	/**
	 * Returns whether the page knows the CSRF token of each session whose token is in a
	 * cookie.
	 */
	private boolean areAllowed(HttpServletRequest request, @Nullable Verified accessToken,
			@Nullable String refreshToken) {
		return Stream.of(Optional.ofNullable(sessionOf(accessToken)), Optional.ofNullable(sessionOf(refreshToken)))
			.flatMap(Optional::stream)
			.allMatch((sessionId) -> this.csrfGuard.allows(request, sessionId));
	}

	private static @Nullable String sessionOf(@Nullable Verified accessToken) {
		return (accessToken != null && accessToken.jwt() != null) ? CurrentSession.idOf(accessToken.jwt()) : null;
	}

	private @Nullable String sessionOf(@Nullable String refreshToken) {
		return (refreshToken != null) ? this.sessionService.sessionIdOf(refreshToken) : null;
	}

	/**
	 * Ends the session of either token.
	 * @return the id of the user who has logged out, {@code null} if no token was valid
	 */
	private @Nullable String end(@Nullable Verified accessToken, @Nullable String refreshToken, Client client) {
		Jwt jwt = (accessToken != null) ? accessToken.jwt() : null;
		String userId = (jwt != null) ? this.userIdClaim.of(jwt) : null;
		boolean ended = jwt != null && userId != null && end(jwt, userId, client);
		Session session = (refreshToken != null)
				? this.sessionService.endByRefreshToken(refreshToken, Reason.LOGOUT, client) : null;
		if (ended) {
			return userId;
		}
		return (session != null) ? session.userId() : null;
	}

	/**
	 * Ends the session of an access token. A token without a {@code kid} was not issued
	 * by this library, and stays valid.
	 * @return {@code false} if another request has ended the session before
	 */
	private boolean end(Jwt jwt, String userId, Client client) {
		if (!jwt.getHeaders().containsKey("kid")) {
			return true;
		}
		String sessionId = CurrentSession.idOf(jwt);
		Instant expiresAt = jwt.getExpiresAt();
		if (sessionId != null) {
			return this.sessionService.end(sessionId, userId, Reason.LOGOUT, client);
		}
		if (jwt.getId() != null && expiresAt != null) {
			this.sessionService.revokeToken(jwt.getId(), userId, expiresAt, client);
		}
		return true;
	}

	private static ProblemException refused(@Nullable Verified accessToken, @Nullable String refreshToken) {
		if (accessToken != null) {
			Problem problem = accessToken.problem();
			return new ProblemException((problem != null) ? problem : Problem.tokenRefused());
		}
		return new ProblemException(
				(refreshToken != null) ? AccountProblems.refreshTokenRefused() : Problem.tokenMissing());
	}

	/**
	 * The result of the verification of an access token.
	 *
	 * @param jwt the token, {@code null} if it is refused
	 * @param problem the reason for the refusal, {@code null} if the token is accepted
	 */
	private record Verified(@Nullable Jwt jwt, @Nullable Problem problem) {

		/**
		 * Returns a text without the token.
		 */
		@Override
		public String toString() {
			return "Verified[problem=" + this.problem + "]";
		}

	}

}
