package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.password.PasswordPolicy;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.web.BeanOwner;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A report of settings for accounts, cookies and sessions that have no effect.
 */
final class UnusedAccountSettingsReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnusedAccountSettingsReport.class);

	private static final List<String> PASSWORD_RULES = Stream
		.of("policy", "common", "min-length", "require-uppercase", "require-lowercase", "require-digit")
		.map("jwt-security.accounts.password."::concat)
		.toList();

	private final ListableBeanFactory beanFactory;

	private final Binder binder;

	UnusedAccountSettingsReport(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.binder = Binder.get(environment);
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (hasAccounts() && BeanOwner.isApplication(this.beanFactory, JwtDecoder.class)) {
			logger.warn("Access tokens of sessions that were ended are accepted until they expire: the application"
					+ " has a JwtDecoder of its own");
		}
		if (hasAccounts() && BeanOwner.isApplication(this.beanFactory, PasswordPolicy.class)) {
			PASSWORD_RULES.stream().filter(this::isSet).forEach(this::warnOfPasswordPolicy);
		}
		CookieProperties cookies = this.beanFactory.getBean(CookieProperties.class);
		if (cookies.enabled() && !hasAccounts()) {
			logger.warn("jwt-security.cookie.enabled is true but no cookie is set or read unless"
					+ " jwt-security.accounts.enabled is true");
		}
		if (cookies.refreshOnly() && !cookies.enabled()) {
			logger.warn("jwt-security.cookie.refresh-only is true but no cookie is set or read unless"
					+ " jwt-security.cookie.enabled is true");
		}
		if (isSlidingEnabled() && !hasAccounts()) {
			logger.warn("jwt-security.sessions.sliding.enabled is true but no token is renewed unless"
					+ " jwt-security.accounts.enabled is true");
		}
		if (isRenewalTooLate()) {
			logger.warn("jwt-security.sessions.sliding.enabled is true but access tokens are not renewed: they become"
					+ " renewable after jwt-security.sessions.sliding.limit. Set a shorter"
					+ " jwt-security.accounts.access-token-lifetime");
		}
	}

	private void warnOfPasswordPolicy(String property) {
		logger.warn(property + " is set but not checked: the application has a PasswordPolicy of its own");
	}

	private boolean isSet(String property) {
		return this.binder.bind(property, String.class).isBound();
	}

	private boolean isSlidingEnabled() {
		return this.binder.bindOrCreate("jwt-security.sessions.sliding", SlidingProperties.class).enabled();
	}

	private boolean hasAccounts() {
		return this.beanFactory.getBeanNamesForType(AccountService.class, true, false).length > 0;
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

}
