package io.github.jwtsecurity.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Tokens in cookies (RFC 6265bis). A browser sends them by itself, so it must not show
 * them to scripts, nor send them along for another site; the prefixes of their names keep
 * other hosts from setting them. The CSRF token beside them is for scripts; those of
 * another origin, which cannot read the cookie, find it in a header.
 */
final class TokenCookies {

	static final String CSRF_COOKIE = "XSRF-TOKEN";

	static final String CSRF_HEADER = "X-XSRF-TOKEN";

	private final CookieProperties properties;

	private final String refreshPath;

	private final CsrfTokens csrfTokens;

	private final Clock clock;

	/**
	 * Creates a new one.
	 * @param properties the properties
	 * @param refreshPath where the endpoints are, below the context path
	 * @param csrfTokens makes the CSRF tokens
	 * @param clock the clock
	 */
	TokenCookies(CookieProperties properties, String refreshPath, CsrfTokens csrfTokens, Clock clock) {
		this.properties = properties;
		this.refreshPath = refreshPath;
		this.csrfTokens = csrfTokens;
		this.clock = clock;
	}

	boolean areEnabled() {
		return this.properties.enabled();
	}

	void set(IssuedTokens tokens, HttpServletRequest request, HttpServletResponse response) {
		if (!this.properties.enabled()) {
			return;
		}
		if (!this.properties.refreshOnly()) {
			setAccessToken(tokens.accessToken(), response);
		}
		Duration lifetime = Duration.between(this.clock.instant(), tokens.session().expiresAt());
		add(response, refreshCookie(tokens.refreshToken(), request, lifetime));
		String csrfToken = this.csrfTokens.create(tokens.session().id());
		add(response, csrfCookie(csrfToken, lifetime));
		response.setHeader(CSRF_HEADER, csrfToken);
	}

	void setAccessToken(Jwt token, HttpServletResponse response) {
		add(response, accessCookie(token.getTokenValue(), IssuedTokens.lifetime(token)));
	}

	/**
	 * Takes all cookies away, also those that this configuration would not set.
	 */
	void clear(HttpServletRequest request, HttpServletResponse response) {
		if (this.properties.enabled()) {
			add(response, accessCookie("", Duration.ZERO));
			add(response, refreshCookie("", request, Duration.ZERO));
			add(response, csrfCookie("", Duration.ZERO));
		}
	}

	/**
	 * The access token of a request, if cookies are to have one.
	 */
	@Nullable String accessToken(HttpServletRequest request) {
		return (this.properties.enabled() && !this.properties.refreshOnly()) ? value(request, accessName()) : null;
	}

	@Nullable String refreshToken(HttpServletRequest request) {
		return this.properties.enabled() ? value(request, refreshName()) : null;
	}

	/**
	 * Of several cookies with one name, nobody knows whose they are.
	 */
	private static @Nullable String value(HttpServletRequest request, String name) {
		Cookie[] cookies = request.getCookies();
		List<String> values = (cookies != null)
				? Stream.of(cookies).filter((cookie) -> cookie.getName().equals(name)).map(Cookie::getValue).toList()
				: List.of();
		return (values.size() == 1 && !values.get(0).isEmpty()) ? values.get(0) : null;
	}

	private String accessName() {
		return this.properties.secure() ? "__Host-access_token" : "access_token";
	}

	private String refreshName() {
		return this.properties.secure() ? "__Secure-refresh_token" : "refresh_token";
	}

	private ResponseCookie accessCookie(String value, Duration lifetime) {
		return cookie(accessName(), value, lifetime).path("/").httpOnly(true).build();
	}

	private ResponseCookie refreshCookie(String value, HttpServletRequest request, Duration lifetime) {
		return cookie(refreshName(), value, lifetime).path(request.getContextPath() + this.refreshPath)
			.httpOnly(true)
			.build();
	}

	private ResponseCookie csrfCookie(String value, Duration lifetime) {
		return cookie(CSRF_COOKIE, value, lifetime).path("/").build();
	}

	private ResponseCookie.ResponseCookieBuilder cookie(String name, String value, Duration lifetime) {
		return ResponseCookie.from(name, value)
			.maxAge(lifetime.toSeconds())
			.secure(this.properties.secure())
			.sameSite("Strict");
	}

	private static void add(HttpServletResponse response, ResponseCookie cookie) {
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

}
