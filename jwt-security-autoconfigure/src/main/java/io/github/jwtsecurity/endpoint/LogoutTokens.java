package io.github.jwtsecurity.endpoint;

import java.time.Clock;
import java.time.Instant;

import io.github.jwtsecurity.endpoint.OpenRequestTokens.Verified;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.session.Session;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.token.UserIds;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A service that ends the sessions of the tokens in a logout request.
 */
final class LogoutTokens {

	private final SessionService sessionService;

	private final UserIds userIds;

	private final JwtSecurityEventPublisher events;

	private final Clock clock;

	LogoutTokens(SessionService sessionService, UserIds userIds, JwtSecurityEventPublisher events, Clock clock) {
		this.sessionService = sessionService;
		this.userIds = userIds;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Returns the id of the session of a refresh token.
	 * @return the id, {@code null} if there is no token, or if it is not valid
	 */
	@Nullable String sessionIdOf(@Nullable String refreshToken) {
		return (refreshToken != null) ? this.sessionService.sessionIdOf(refreshToken) : null;
	}

	/**
	 * Ends the session of either token.
	 * @return {@code false} if no token was valid
	 */
	boolean logOut(@Nullable Verified accessToken, @Nullable String refreshToken, Client client) {
		String userId = end(accessToken, refreshToken, client);
		if (userId != null) {
			this.events.publishAfterCommit(new LoggedOut(this.clock.instant(), userId, client));
		}
		return userId != null;
	}

	private @Nullable String end(@Nullable Verified accessToken, @Nullable String refreshToken, Client client) {
		Jwt jwt = (accessToken != null) ? accessToken.jwt() : null;
		String userId = (jwt != null) ? this.userIds.of(jwt) : null;
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
	 * by this library, and remains valid.
	 * @return {@code false} if another request has already ended the session
	 */
	private boolean end(Jwt jwt, String userId, Client client) {
		if (!jwt.getHeaders().containsKey("kid")) {
			return true;
		}
		String sessionId = this.userIds.sessionIdOf(jwt);
		Instant expiresAt = jwt.getExpiresAt();
		if (sessionId != null) {
			return this.sessionService.end(sessionId, userId, Reason.LOGOUT, client);
		}
		if (jwt.getId() != null && expiresAt != null) {
			this.sessionService.revokeToken(jwt.getId(), userId, expiresAt, client);
		}
		return true;
	}

}
