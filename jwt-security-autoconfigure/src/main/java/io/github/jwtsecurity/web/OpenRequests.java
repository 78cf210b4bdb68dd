package io.github.jwtsecurity.web;

import java.util.List;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.FilterInvocation;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.PathPatternRequestTransformer;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * The requests that need no token, according to the rules of the filter chains. Spring
 * Security's own evaluator asks only the first authorization filter of a chain, and the
 * library's chains have more than one.
 *
 * @hidden
 */
public final class OpenRequests {

	private static final Log logger = LogFactory.getLog(OpenRequests.class);

	private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("anonymous", "anonymousUser",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private final FilterChains chains;

	private final @Nullable ServletContext servletContext;

	OpenRequests(ListableBeanFactory beanFactory, @Nullable ServletContext servletContext) {
		this.chains = new FilterChains(beanFactory);
		this.servletContext = servletContext;
	}

	/**
	 * Returns whether a request needs no token.
	 * @param method the method
	 * @param path the path below the context path
	 * @return {@code false} also if the rules need more than the method and the path
	 */
	public boolean contain(String method, String path) {
		List<SecurityFilterChain> all = this.chains.all();
		if (all == null) {
			return false;
		}
		try {
			HttpServletRequest request = new PathPatternRequestTransformer()
				.transform(new FilterInvocation("", path, method, this.servletContext).getHttpRequest());
			return all.stream()
				.filter((chain) -> chain.matches(request))
				.findFirst()
				.map((chain) -> permits(chain, request))
				.orElse(true);
		}
		catch (RuntimeException ex) {
			logger.debug("The rules for " + path + " cannot be evaluated without a real request", ex);
			return false;
		}
	}

	private static boolean permits(SecurityFilterChain chain, HttpServletRequest request) {
		return chain.getFilters()
			.stream()
			.filter(AuthorizationFilter.class::isInstance)
			.map((filter) -> ((AuthorizationFilter) filter).getAuthorizationManager())
			.allMatch((rules) -> permits(rules, request));
	}

	private static boolean permits(AuthorizationManager<HttpServletRequest> rules, HttpServletRequest request) {
		AuthorizationResult result = rules.authorize(() -> ANONYMOUS, request);
		return result == null || result.isGranted();
	}

}
