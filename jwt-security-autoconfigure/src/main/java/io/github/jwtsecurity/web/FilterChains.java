package io.github.jwtsecurity.web;

import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.config.BeanIds;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.authentication.www.DigestAuthenticationFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The filter chains that Spring Security uses.
 */
final class FilterChains {

	private static final List<Class<? extends Filter>> AUTHENTICATING = List.of(
			AbstractAuthenticationProcessingFilter.class, AuthenticationFilter.class, BasicAuthenticationFilter.class,
			DigestAuthenticationFilter.class, AbstractPreAuthenticatedProcessingFilter.class);

	private final ListableBeanFactory beanFactory;

	FilterChains(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns the chains in the order in which they are matched.
	 * @return the chains, {@code null} if the filter of Spring Security is missing or is
	 * not a {@link FilterChainProxy}
	 */
	@Nullable List<SecurityFilterChain> all() {
		String name = BeanIds.SPRING_SECURITY_FILTER_CHAIN;
		return (this.beanFactory.containsBean(name) && this.beanFactory.getBean(name) instanceof FilterChainProxy proxy)
				? proxy.getFilterChains() : null;
	}

	/**
	 * Returns a description of a chain: its bean and the requests that it matches.
	 */
	String describe(SecurityFilterChain chain) {
		String bean = this.beanFactory.getBeansOfType(SecurityFilterChain.class)
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == chain)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse("?");
		return (chain instanceof DefaultSecurityFilterChain standard)
				? "'%s' for %s".formatted(bean, standard.getRequestMatcher()) : "'" + bean + "'";
	}

	static boolean matchesAnyRequest(SecurityFilterChain chain) {
		return chain instanceof DefaultSecurityFilterChain standard
				&& standard.getRequestMatcher() instanceof AnyRequestMatcher;
	}

	static boolean readsBearerTokens(SecurityFilterChain chain) {
		return has(chain, BearerTokenAuthenticationFilter.class);
	}

	/**
	 * Returns whether a chain authenticates users by means other than bearer tokens.
	 */
	static boolean authenticatesOtherwise(SecurityFilterChain chain) {
		return AUTHENTICATING.stream().anyMatch((type) -> has(chain, type));
	}

	static boolean has(SecurityFilterChain chain, Class<? extends Filter> type) {
		return chain.getFilters().stream().anyMatch(type::isInstance);
	}

}
