package io.github.jwtsecurity.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ProblemDetail;

/**
 * A customizer of the problem details (RFC 9457) in responses to refused requests. All
 * beans of this type are applied, in their order.
 */
@FunctionalInterface
public interface ProblemDetailCustomizer {

	/**
	 * Customizes the body of a response. Extension members can be added, and
	 * {@code type}, {@code title}, {@code detail} and {@code instance} can be replaced.
	 * Members cannot be removed, and the status, the member {@code code} and the headers
	 * cannot be changed. If a customizer throws an exception, the failure is logged and
	 * the body is written without customization.
	 * @param problem the problem. Its {@code type} is {@code null} for
	 * {@code about:blank}, and its {@code instance} is {@code null} for the path of the
	 * request.
	 * @param request the request, which is not trusted: the user may be unknown, and the
	 * body must not be read
	 */
	void customize(ProblemDetail problem, HttpServletRequest request);

}
