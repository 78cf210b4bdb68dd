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
 * Ends what a login began. It takes whatever proves the session, an access token or a
 * refresh token, and so looks at them itself: an expired access token must not keep its
 * owner from logging out.
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
	 * A token in the header or the body wins over the one of its kind in a cookie.
	 * Cookies are cleared first: whatever else is wrong with the request, they go.
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
	 * Whether the page knows the CSRF token of each session that is in a cookie.
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
	 * @return who has logged out, {@code null} if no token was good
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
	 * Only what has a {@code kid} can be a token of this library. Every other is of
	 * another issuer, and stays valid.
	 * @return {@code false} if the session was ended before, which another instance knows
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
	 * An access token that was sent.
	 *
	 * @param jwt the token, {@code null} if it is refused
	 * @param problem why it is, {@code null} if it is not
	 */
	private record Verified(@Nullable Jwt jwt, @Nullable Problem problem) {

		/**
		 * Leaves the token out.
		 */
		@Override
		public String toString() {
			return "Verified[problem=" + this.problem + "]";
		}

	}

}
