package io.github.jwtsecurity.web;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A start-up check that fails if requests may bypass all filter chains, and warns of
 * filter chains of the application that do not read bearer tokens.
 */
final class FilterChainCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(FilterChainCheck.class);

	private final ListableBeanFactory beanFactory;

	private final FilterChains chains;

	FilterChainCheck(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.chains = new FilterChains(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<SecurityFilterChain> all = this.chains.all();
		if (all == null || all.stream().noneMatch(FilterChains::matchesAnyRequest)) {
			throw new UnmatchedRequestsException(all != null);
		}
		SecurityFilterChain accounts = accountChain();
		all.stream()
			.filter((chain) -> chain != accounts && !chain.getFilters().isEmpty()
					&& !FilterChains.readsBearerTokens(chain))
			.forEach(this::report);
	}

	private @Nullable SecurityFilterChain accountChain() {
		String name = AccountEndpointAutoConfiguration.CHAIN;
		return this.beanFactory.containsBean(name) ? this.beanFactory.getBean(name, SecurityFilterChain.class) : null;
	}

	private void report(SecurityFilterChain chain) {
		String text = ("The SecurityFilterChain %s does not read bearer tokens. To accept tokens there, add this line to it:"
				+ " http.with(JwtSecurityConfigurer.jwtSecurity());")
			.formatted(this.chains.describe(chain));
		if (FilterChains.authenticatesOtherwise(chain)) {
			logger.info(text);
		}
		else {
			logger.warn(text);
		}
	}

}
