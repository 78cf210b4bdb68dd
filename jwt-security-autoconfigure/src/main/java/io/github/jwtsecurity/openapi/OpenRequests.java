package io.github.jwtsecurity.openapi;

import java.util.List;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/**
 * The requests that need no token, according to the filter chains of the application. A
 * chain whose rules need more than the path and the method counts as protected.
 */
final class OpenRequests {

	private static final Log logger = LogFactory.getLog(OpenRequests.class);

	private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("openapi", "anonymous",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private final ObjectProvider<WebInvocationPrivilegeEvaluator> evaluators;

	private final UnaryOperator<String> servletPath;

	/**
	 * Creates a list of open requests.
	 * @param evaluators the evaluator of the filter chains
	 * @param servletPath returns the path below the context path
	 */
	OpenRequests(ObjectProvider<WebInvocationPrivilegeEvaluator> evaluators, UnaryOperator<String> servletPath) {
		this.evaluators = evaluators;
		this.servletPath = servletPath;
	}

	/**
	 * Returns whether a request needs no token.
	 * @param method the method
	 * @param template the path, whose variables are replaced by a value
	 */
	boolean contain(String method, String template) {
		String path = this.servletPath.apply(template.replaceAll("\\{[^}]*}", "1"));
		List<WebInvocationPrivilegeEvaluator> all = this.evaluators.stream().toList();
		return !all.isEmpty() && all.stream().allMatch((evaluator) -> isOpen(evaluator, method, path));
	}

	private static boolean isOpen(WebInvocationPrivilegeEvaluator evaluator, String method, String path) {
		try {
			return evaluator.isAllowed("", path, method, ANONYMOUS);
		}
		catch (RuntimeException ex) {
			logger.debug("The rule for " + path + " cannot be evaluated without a request", ex);
			return false;
		}
	}

}
