package io.github.jwtsecurity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

/**
 * The failure of a token that alone does not refuse a request, such as a token in a
 * cookie. The failure becomes the response if the request needs a token.
 *
 * @hidden
 */
public final class OptionalTokenFailure {

	private static final String ATTRIBUTE = OptionalTokenFailure.class.getName();

	private OptionalTokenFailure() {
	}

	/**
	 * Records a failure.
	 * @param request the request with the token
	 * @param failure the failure
	 */
	public static void set(HttpServletRequest request, AuthenticationException failure) {
		request.setAttribute(ATTRIBUTE, failure);
	}

	static @Nullable AuthenticationException of(HttpServletRequest request) {
		return (AuthenticationException) request.getAttribute(ATTRIBUTE);
	}

}
