package io.github.jwtsecurity.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.token.UserIdClaim;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a request whose access token is about to expire a fresh one, while its session
 * lives. The old one stays valid until its own end, so requests that come at the same
 * time do each other no harm. If it cannot be done, the request is served all the same.
 */
final class SlidingRenewalFilter extends OncePerRequestFilter {

	static final String HEADER = "X-Access-Token";

	private final SecurityContextHolderStrategy contextHolder = SecurityContextHolder.getContextHolderStrategy();

	private final TokenGrants tokenGrants;

	private final TokenCookies cookies;

	private final UserIdClaim userIdClaim;

	private final Duration threshold;

	private final Clock clock;

	SlidingRenewalFilter(TokenGrants tokenGrants, TokenCookies cookies, UserIdClaim userIdClaim, Duration threshold,
			Clock clock) {
		this.tokenGrants = tokenGrants;
		this.cookies = cookies;
		this.userIdClaim = userIdClaim;
		this.threshold = threshold;
		this.clock = clock;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Jwt token = CurrentSession.token(this.contextHolder.getContext().getAuthentication());
		Jwt renewed = (token != null && isAboutToExpire(token)) ? renew(token) : null;
		if (renewed != null) {
			if (CookieTokenFilter.isUsed(request)) {
				this.cookies.setAccessToken(renewed, response);
			}
			else {
				response.setHeader(HEADER, renewed.getTokenValue());
			}
		}
		chain.doFilter(request, response);
	}

	private boolean isAboutToExpire(Jwt token) {
		Instant expiresAt = token.getExpiresAt();
		return expiresAt != null && !this.clock.instant().plus(this.threshold).isBefore(expiresAt);
	}

	private @Nullable Jwt renew(Jwt token) {
		String sessionId = CurrentSession.of(token);
		String userId = this.userIdClaim.of(token);
		if (sessionId == null || userId == null) {
			return null;
		}
		try {
			return this.tokenGrants.renew(sessionId, userId);
		}
		catch (StoreException ex) {
			this.logger.warn("A token was not renewed. " + ex.getMessage());
			return null;
		}
	}

}
