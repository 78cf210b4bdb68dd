package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.ownership.OwnershipPatternAuthorizationManager;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.DispatcherType;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * An installer that adds the {@link OwnershipPatternFilter} to every filter chain,
 * including the chains of the application. Requests that {@code web.ignoring()} excludes
 * from security have a chain too, without filters.
 */
final class OwnershipPatternInstaller implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(OwnershipPatternInstaller.class);

	private final ObjectProvider<OwnershipPatternAuthorizationManager> authorizationManager;

	private final AccessDeniedHandler accessDeniedHandler;

	private final ObjectProvider<SecurityFilterProperties> filterProperties;

	private final FilterChains chains;

	OwnershipPatternInstaller(ObjectProvider<OwnershipPatternAuthorizationManager> authorizationManager,
			AccessDeniedHandler accessDeniedHandler, ObjectProvider<SecurityFilterProperties> filterProperties,
			ListableBeanFactory beanFactory) {
		this.authorizationManager = authorizationManager;
		this.accessDeniedHandler = accessDeniedHandler;
		this.filterProperties = filterProperties;
		this.chains = new FilterChains(beanFactory);
	}

	/**
	 * Adds the filter if there are patterns, and warns if forwards bypass it.
	 * @throws IllegalStateException if a chain does not accept the filter
	 */
	@Override
	public void afterSingletonsInstantiated() {
		OwnershipPatternAuthorizationManager manager = this.authorizationManager.getIfAvailable();
		List<SecurityFilterChain> all = this.chains.all();
		if (manager != null && manager.hasPatterns() && all != null) {
			OwnershipPatternFilter filter = new OwnershipPatternFilter(manager, this.accessDeniedHandler);
			all.forEach((chain) -> add(filter, chain));
			this.filterProperties.ifAvailable(OwnershipPatternInstaller::checkForwards);
		}
	}

	private static void checkForwards(SecurityFilterProperties properties) {
		if (!properties.getDispatcherTypes().contains(DispatcherType.FORWARD)) {
			logger.warn("jwt-security.ownership.patterns are not checked for the target of a forward. To check it, add"
					+ " forward to spring.security.filter.dispatcher-types.");
		}
	}

	private void add(OwnershipPatternFilter filter, SecurityFilterChain chain) {
		try {
			chain.getFilters().add(filter);
		}
		catch (UnsupportedOperationException ex) {
			throw new IllegalStateException(("The SecurityFilterChain %s does not accept the filter that checks"
					+ " jwt-security.ownership.patterns. Make its list of filters modifiable.")
				.formatted(this.chains.describe(chain)), ex);
		}
	}

}
