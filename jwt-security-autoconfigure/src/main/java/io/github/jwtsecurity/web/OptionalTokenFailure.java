package io.github.jwtsecurity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

/**
 * The failure of a token that does not refuse a request by itself, such as one in a
 * cookie. It becomes the answer if the request turns out to need a token. It is public
 * for other packages of the library.
 */
public final class OptionalTokenFailure {

	private static final String ATTRIBUTE = OptionalTokenFailure.class.getName();

	private OptionalTokenFailure() {
	}

	/**
	 * Notes a failure.
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
