package io.github.jwtsecurity.web;

import java.util.Enumeration;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.util.StringUtils;

/**
 * A resolver that reads the token from the only {@code Authorization} header of a request
 * (RFC 6750, section 2.1), never from the query or a form. A request with two such
 * headers is refused, because a proxy and this server could each read a different one.
 * <p>
 * The header is read only once, since the firewall checks it at each access.
 *
 * @hidden
 */
public final class HeaderBearerTokenResolver implements BearerTokenResolver {

	private static final String SCHEME = "Bearer";

	/** The characters of a {@code b64token} before its padding. */
	private static final AsciiSet TOKEN_CHARACTERS = new AsciiSet(
			(character) -> Character.isLetterOrDigit(character) || "-._~+/".indexOf(character) >= 0);

	@Override
	public @Nullable String resolve(HttpServletRequest request) {
		Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
		if (!headers.hasMoreElements()) {
			return null;
		}
		String authorization = headers.nextElement();
		if (headers.hasMoreElements()) {
			throw invalid("More than one Authorization header was sent");
		}
		return StringUtils.startsWithIgnoreCase(authorization, SCHEME) ? token(authorization) : null;
	}

	private static String token(String authorization) {
		int begin = SCHEME.length();
		while (begin < authorization.length() && authorization.charAt(begin) == ' ') {
			begin++;
		}
		int padding = begin;
		while (padding < authorization.length() && TOKEN_CHARACTERS.contains(authorization.charAt(padding))) {
			padding++;
		}
		int end = padding;
		while (end < authorization.length() && authorization.charAt(end) == '=') {
			end++;
		}
		if (begin == SCHEME.length() || padding == begin || end < authorization.length()) {
			throw invalid("Bearer token is malformed");
		}
		return authorization.substring(begin);
	}

	private static OAuth2AuthenticationException invalid(String description) {
		return new OAuth2AuthenticationException(BearerTokenErrors.invalidToken(description));
	}

}
