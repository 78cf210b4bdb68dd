package io.github.jwtsecurity.web;

import io.github.jwtsecurity.token.PublishedKeys;
import io.github.jwtsecurity.token.TokenAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the published key set of a
 * service that signs its tokens with a key pair. It is processed after the default filter
 * chain, which backs off if there is any other chain.
 */
@AutoConfiguration(after = { TokenAutoConfiguration.class, WebSecurityAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBean(PublishedKeys.class)
public final class JwkSetAutoConfiguration {

	/** The bean name of the filter chain. */
	static final String CHAIN = "jwtSecurityJwkSetFilterChain";

	/**
	 * Creates the chain that serves the key set without authentication. It comes before
	 * the chains of the application, which therefore do not have to permit the path.
	 */
	@Bean(CHAIN)
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	SecurityFilterChain jwtSecurityJwkSetFilterChain(HttpSecurity http, PublishedKeys keys) {
		http.securityMatchers((requests) -> requests.requestMatchers(HttpMethod.GET, keys.path())
			.requestMatchers(HttpMethod.HEAD, keys.path()));
		FilterChainDefaults.set(http);
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		http.addFilterAfter(new JwkSetFilter(keys::current), AuthorizationFilter.class);
		return http.build();
	}

}
