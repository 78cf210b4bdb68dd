package io.github.jwtsecurity.web;

import java.util.Collections;
import java.util.List;

import io.github.jwtsecurity.token.DotSegments;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * A rule for requests that need no token.
 *
 * @param method the method, {@code null} for all. GET includes HEAD, as everywhere in
 * HTTP (RFC 9110, section 9.3.2).
 * @param pattern the path pattern
 */
record PermitRule(@Nullable HttpMethod method, String pattern) {

	private static final List<HttpMethod> METHODS = List.of(HttpMethod.values());

	/**
	 * Parses {@code /path/**} or {@code GET /path/**}. Spring Boot's conversion calls
	 * this method.
	 * @param text the text
	 * @return the rule
	 */
	public static PermitRule valueOf(String text) {
		String[] parts = StringUtils.tokenizeToStringArray(text, " ");
		Assert.isTrue(parts.length == 1 || parts.length == 2, () -> invalid(text));
		HttpMethod method = (parts.length == 2) ? HttpMethod.valueOf(parts[0]) : null;
		String pattern = parts[parts.length - 1];
		Assert.isTrue(pattern.startsWith("/") && (method == null || METHODS.contains(method)), () -> invalid(text));
		checkPattern(pattern);
		DotSegments.refuse("jwt-security.web.permit-all", pattern);
		return new PermitRule(method, pattern);
	}

	List<@Nullable HttpMethod> methods() {
		return (this.method == HttpMethod.GET) ? List.of(HttpMethod.GET, HttpMethod.HEAD)
				: Collections.singletonList(this.method);
	}

	private static void checkPattern(String pattern) {
		try {
			PathPatternParser.defaultInstance.parse(pattern);
		}
		catch (PatternParseException ex) {
			throw new IllegalArgumentException(invalid(pattern));
		}
	}

	private static String invalid(String text) {
		return "'%s' is neither a path pattern such as /public/** nor a method and a path pattern such as GET /news/**"
			.formatted(text);
	}

}
