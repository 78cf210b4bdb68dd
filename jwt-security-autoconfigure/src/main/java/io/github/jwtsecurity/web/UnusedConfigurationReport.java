package io.github.jwtsecurity.web;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A report of settings that have no effect, for instance because a bean of the
 * application replaces what they configure.
 */
final class UnusedConfigurationReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnusedConfigurationReport.class);

	private final ListableBeanFactory beanFactory;

	private final Binder binder;

	UnusedConfigurationReport(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.binder = Binder.get(environment);
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (isDecoderReplaced()) {
			Stream.of("jwt-security.issuer", "jwt-security.audiences").filter(this::isSet).forEach(this::warnOfDecoder);
			if (hasAccounts()) {
				logger.warn("Access tokens of sessions that were ended are accepted until they expire: the application"
						+ " has a JwtDecoder of its own");
			}
		}
		CookieProperties cookies = this.beanFactory.getBean(CookieProperties.class);
		if (cookies.enabled() && !hasAccounts()) {
			logger.warn("jwt-security.cookie.enabled is true but no cookie is set or read: that is done where"
					+ " jwt-security.accounts.enabled is true");
		}
		if (cookies.refreshOnly() && !cookies.enabled()) {
			logger.warn("jwt-security.cookie.refresh-only is true but no cookie is set or read: that is done where"
					+ " jwt-security.cookie.enabled is true");
		}
		if (isSlidingEnabled() && !hasAccounts()) {
			logger.warn("jwt-security.sessions.sliding.enabled is true but no token is renewed: that is done where"
					+ " jwt-security.accounts.enabled is true");
		}
		if (isRenewalTooLate()) {
			logger.warn("jwt-security.sessions.sliding.enabled is true but access tokens are not renewed: they become"
					+ " renewable after jwt-security.sessions.sliding.limit. Set a shorter"
					+ " jwt-security.accounts.access-token-lifetime");
		}
		if (isSet("jwt-security.web.actuator-authorities") && !isActuatorFilterInstalled()) {
			logger.warn("jwt-security.web.actuator-authorities is set but not checked: no SecurityFilterChain has the"
					+ " line http.with(JwtSecurityConfigurer.jwtSecurity()), or Actuator is not on the class path");
		}
	}

	private boolean isSlidingEnabled() {
		return this.binder.bindOrCreate("jwt-security.sessions.sliding", SlidingProperties.class).enabled();
	}

	private boolean hasAccounts() {
		return this.beanFactory.getBeanNamesForType(AccountService.class, true, false).length > 0;
	}

	private void warnOfDecoder(String property) {
		logger.warn(property + " is set but not checked: the application has a JwtDecoder of its own");
	}

	private boolean isDecoderReplaced() {
		return this.beanFactory.getBeanProvider(JwtDecoder.class)
			.stream()
			.map(Origin::of)
			.noneMatch(Origin.LIBRARY::equals);
	}

	private boolean isRenewalTooLate() {
		Duration lifetime = this.beanFactory.getBeanProvider(AccessTokenLifetime.class)
			.stream()
			.map(AccessTokenLifetime::lifetime)
			.findFirst()
			.orElse(Duration.ZERO);
		return this.beanFactory.getBeanProvider(SlidingProperties.class)
			.stream()
			.anyMatch((sliding) -> sliding.enabled() && !sliding.canRenew(lifetime));
	}

	private boolean isActuatorFilterInstalled() {
		List<SecurityFilterChain> chains = new FilterChains(this.beanFactory).all();
		return chains != null
				&& chains.stream().anyMatch((chain) -> FilterChains.has(chain, ActuatorAuthorizationFilter.class));
	}

	private boolean isSet(String property) {
		return !this.binder.bind(property, Bindable.listOf(String.class)).orElse(List.of()).isEmpty();
	}

}
