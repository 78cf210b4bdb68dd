package io.github.jwtsecurity.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.endpoint.CookieProperties.Delivery;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A reader and writer of cookies with tokens (RFC 6265bis). A browser accepts a cookie
 * whose name begins with {@code __Host-} only over HTTPS, from the host itself and for
 * all of its paths, so that no other host of the same domain can set one. Scripts can
 * read only the cookie with the CSRF token; pages of another origin read the CSRF token
 * from a response header instead.
 */
final class TokenCookies {

	private final CookieProperties properties;

	private final SessionCsrfTokenRepository csrfTokens;

	private final Duration deviceLifetime;

	private final Clock clock;

	TokenCookies(CookieProperties properties, SessionCsrfTokenRepository csrfTokens, Duration deviceLifetime,
			Clock clock) {
		this.properties = properties;
		this.csrfTokens = csrfTokens;
		this.deviceLifetime = deviceLifetime;
		this.clock = clock;
	}

	boolean areEnabled() {
		return this.properties.enabled();
	}

	/**
	 * Returns whether access tokens are set and accepted as cookies.
	 */
	boolean haveAccessTokens() {
		return areEnabled() && !this.properties.refreshOnly();
	}

	/**
	 * Returns the delivery to a client that sends cookies, or has requested them. It
	 * requires that cookies are enabled.
	 */
	TokenDelivery cookieDelivery() {
		return this.properties.refreshOnly() ? TokenDelivery.REFRESH_COOKIE : TokenDelivery.COOKIES;
	}

	/**
	 * Returns the delivery to a client that has requested none.
	 */
	TokenDelivery defaultDelivery() {
		return (areEnabled() && this.properties.defaultDelivery() == Delivery.COOKIE) ? cookieDelivery()
				: TokenDelivery.BODY;
	}

	/**
	 * Returns the delivery that the body of a signup or login requests, by default the
	 * configured one.
	 * @param body the body, in which an error is recorded if there is no such delivery
	 */
	TokenDelivery delivery(JsonBody body) {
		String name = body.textIfPresent("delivery");
		if (name == null) {
			return defaultDelivery();
		}
		if (areEnabled() && name.equals("cookie")) {
			return cookieDelivery();
		}
		if (!name.equals("body")) {
			body.reject("delivery", areEnabled() ? "must be cookie or body" : "must be body, since cookies are off");
		}
		return TokenDelivery.BODY;
	}

	/**
	 * Sets the cookies.
	 */
	void set(IssuedTokens tokens, HttpServletResponse response) {
		if (!this.properties.refreshOnly()) {
			setAccessToken(tokens.accessToken(), response);
		}
		Duration lifetime = Duration.between(this.clock.instant(), tokens.session().expiresAt());
		String csrfToken = this.csrfTokens.create(tokens.session().id());
		add(response, refreshCookie(tokens.refreshToken(), lifetime));
		add(response, csrfCookie(csrfToken, lifetime));
		response.setHeader(SessionCsrfTokenRepository.HEADER, csrfToken);
		if (tokens.deviceToken() != null) {
			setDeviceToken(tokens.deviceToken(), response);
		}
	}

	void setDeviceToken(String token, HttpServletResponse response) {
		add(response, cookie(deviceName(), token, this.deviceLifetime).httpOnly(true).build());
	}

	void setAccessToken(Jwt token, HttpServletResponse response) {
		add(response, accessCookie(token.getTokenValue(), IssuedTokens.lifetime(token)));
	}

	/**
	 * Deletes all cookies with access, refresh and CSRF tokens, including those that this
	 * configuration does not set.
	 */
	void clear(HttpServletResponse response) {
		if (areEnabled()) {
			add(response, accessCookie("", Duration.ZERO));
			add(response, refreshCookie("", Duration.ZERO));
			add(response, csrfCookie("", Duration.ZERO));
		}
	}

	/**
	 * Returns the access token of a request, {@code null} if no cookie has one.
	 */
	@Nullable String accessToken(HttpServletRequest request) {
		return haveAccessTokens() ? value(request, accessName()) : null;
	}

	@Nullable String refreshToken(HttpServletRequest request) {
		return areEnabled() ? value(request, refreshName()) : null;
	}

	/**
	 * Returns the device token of a request. {@link #clear} does not delete its cookie,
	 * so that a device stays known after a logout.
	 */
	@Nullable String deviceToken(HttpServletRequest request) {
		return areEnabled() ? value(request, deviceName()) : null;
	}

	/**
	 * Returns the value of a cookie. Two cookies with one name count as none: a browser
	 * sends both only if the names have no prefix and another host has set one of them.
	 */
	private static @Nullable String value(HttpServletRequest request, String name) {
		Cookie[] cookies = request.getCookies();
		List<String> values = (cookies != null)
				? Stream.of(cookies).filter((cookie) -> cookie.getName().equals(name)).map(Cookie::getValue).toList()
				: List.of();
		return (values.size() == 1 && !values.get(0).isEmpty()) ? values.get(0) : null;
	}

	String accessName() {
		return name("access_token");
	}

	String refreshName() {
		return name("refresh_token");
	}

	String csrfName() {
		return name("XSRF-TOKEN");
	}

	private String deviceName() {
		return name("device_token");
	}

	private String name(String name) {
		return (this.properties.secure() ? "__Host-" : "") + this.properties.prefix() + name;
	}

	private ResponseCookie accessCookie(String value, Duration lifetime) {
		return cookie(accessName(), value, lifetime).httpOnly(true).build();
	}

	private ResponseCookie refreshCookie(String value, Duration lifetime) {
		return cookie(refreshName(), value, lifetime).httpOnly(true).build();
	}

	private ResponseCookie csrfCookie(String value, Duration lifetime) {
		return cookie(csrfName(), value, lifetime).build();
	}

	private ResponseCookie.ResponseCookieBuilder cookie(String name, String value, Duration lifetime) {
		return ResponseCookie.from(name, value)
			.path("/")
			.maxAge(lifetime.toSeconds())
			.secure(this.properties.secure())
			.sameSite(this.properties.sameSite().attribute());
	}

	private static void add(HttpServletResponse response, ResponseCookie cookie) {
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

}
