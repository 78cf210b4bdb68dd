package io.github.jwtsecurity.web;

import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

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
		List<SecurityFilterChain> own = ownChains();
		all.stream()
			.filter((chain) -> !own.contains(chain) && !chain.getFilters().isEmpty()
					&& !FilterChains.readsBearerTokens(chain))
			.forEach(this::report);
	}

	/**
	 * Returns the chains of the library that do not read bearer tokens.
	 */
	private List<SecurityFilterChain> ownChains() {
		return Stream
			.concat(Stream.of(JwkSetAutoConfiguration.CHAIN),
					this.beanFactory.getBeanProvider(FilterChainExtension.class)
						.stream()
						.map(FilterChainExtension::ownChain))
			.filter(this.beanFactory::containsBean)
			.map((name) -> this.beanFactory.getBean(name, SecurityFilterChain.class))
			.toList();
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
