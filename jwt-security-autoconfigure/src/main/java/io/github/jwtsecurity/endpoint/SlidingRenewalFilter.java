package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.ownership.VerifiedToken;
import io.github.jwtsecurity.token.InvalidIssuedTokenException;
import io.github.jwtsecurity.token.SessionTokenIssuer;
import io.github.jwtsecurity.token.UserIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that renews the access token of a request if the token is about to expire and
 * its session is live. The old token stays valid until it expires, so requests at the
 * same time do not affect each other. If the renewal fails, the request is still served.
 * <p>
 * Tokens are renewed only for a limited time since the login or refresh that issued the
 * first of them, so that a stolen token cannot be renewed for as long as the session
 * lives.
 */
final class SlidingRenewalFilter extends OncePerRequestFilter {

	static final String HEADER = "X-Access-Token";

	private static final Set<String> READING_METHODS = Set.of("GET", "HEAD");

	private final SecurityContextHolderStrategy contextHolder = SecurityContextHolder.getContextHolderStrategy();

	private final TokenIssuance tokenIssuance;

	private final TokenCookies cookies;

	private final UserIds userIds;

	private final SlidingProperties properties;

	private final RequestMatcher endpoints;

	private final Clock clock;

	SlidingRenewalFilter(TokenIssuance tokenIssuance, TokenCookies cookies, UserIds userIds,
			SlidingProperties properties, RequestMatcher endpoints, Clock clock) {
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
		this.userIds = userIds;
		this.properties = properties;
		this.endpoints = endpoints;
		this.clock = clock;
	}

	/**
	 * Excludes requests that change something at the library's own endpoints, because
	 * they may end the session, and a new token of that session would be useless.
	 */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !READING_METHODS.contains(request.getMethod()) && this.endpoints.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Jwt token = VerifiedToken.of(this.contextHolder.getContext().getAuthentication());
		Jwt renewed = (token != null && isRenewable(token)) ? renew(token) : null;
		if (renewed == null) {
			chain.doFilter(request, response);
			return;
		}
		if (CookieTokenFilter.isUsed(request)) {
			this.cookies.setAccessToken(renewed, response);
		}
		else {
			response.setHeader(HEADER, renewed.getTokenValue());
		}
		chain.doFilter(request, new UncachedResponse(response));
	}

	private boolean isRenewable(Jwt token) {
		Instant now = this.clock.instant();
		Instant expiresAt = token.getExpiresAt();
		Instant issuedAt = SessionTokenIssuer.originallyIssuedAt(token);
		return expiresAt != null && issuedAt != null && !now.plus(this.properties.threshold()).isBefore(expiresAt)
				&& now.isBefore(issuedAt.plus(this.properties.limit()));
	}

	/**
	 * Returns whether a new token expires later than the old one, which is not the case
	 * near the end of the session.
	 */
	private static boolean isLater(Jwt renewed, Jwt token) {
		Instant end = renewed.getExpiresAt();
		return end != null && end.isAfter(token.getExpiresAt());
	}

	private @Nullable Jwt renew(Jwt token) {
		String sessionId = this.userIds.sessionIdOf(token);
		String userId = this.userIds.of(token);
		if (sessionId == null || userId == null) {
			return null;
		}
		try {
			Jwt renewed = this.tokenIssuance.renew(token, sessionId, userId);
			return (renewed != null && isLater(renewed, token)) ? renewed : null;
		}
		catch (StoreException | InvalidIssuedTokenException ex) {
			this.logger.warn("A token was not renewed. " + ex.getMessage());
			return null;
		}
	}

	/**
	 * A response with a token, which caches must not store, regardless of the headers
	 * that the handler sets.
	 */
	private static final class UncachedResponse extends HttpServletResponseWrapper {

		private UncachedResponse(HttpServletResponse response) {
			super(response);
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		}

		@Override
		public void setHeader(String name, String value) {
			if (!HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
				super.setHeader(name, value);
			}
		}

		@Override
		public void addHeader(String name, String value) {
			if (!HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
				super.addHeader(name, value);
			}
		}

	}

}
