package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.account.password.PasswordPolicy;
import io.github.jwtsecurity.token.AccessTokenCustomizer;
import io.github.jwtsecurity.token.AccessTokenIssuer;
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
 * A report of settings that have no effect in a service with accounts.
 */
final class AccountSettingsReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(AccountSettingsReport.class);

	private static final List<String> PASSWORD_RULES = Stream
		.of("policy", "common", "min-length", "require-uppercase", "require-lowercase", "require-digit")
		.map("jwt-security.accounts.password."::concat)
		.toList();

	private final ListableBeanFactory beanFactory;

	private final Binder binder;

	private final CookieProperties cookies;

	private final SlidingProperties sliding;

	private final AccessTokenLifetime lifetime;

	AccountSettingsReport(ListableBeanFactory beanFactory, Environment environment, CookieProperties cookies,
			SlidingProperties sliding, AccessTokenLifetime lifetime) {
		this.beanFactory = beanFactory;
		this.binder = Binder.get(environment);
		this.cookies = cookies;
		this.sliding = sliding;
		this.lifetime = lifetime;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (BeanOwner.isApplication(this.beanFactory, JwtDecoder.class)) {
			logger.warn("Access tokens of sessions that were ended are accepted until they expire: the application"
					+ " has a JwtDecoder of its own");
		}
		if (BeanOwner.isApplication(this.beanFactory, PasswordPolicy.class)) {
			PASSWORD_RULES.stream().filter(this::isSet).forEach(AccountSettingsReport::warnOfPasswordPolicy);
		}
		if (BeanOwner.isApplication(this.beanFactory, AccessTokenIssuer.class)
				&& this.beanFactory.getBeanNamesForType(AccessTokenCustomizer.class).length > 0) {
			logger.warn("No AccessTokenCustomizer is called: the application has an AccessTokenIssuer of its own");
		}
		if (this.cookies.refreshOnly() && !this.cookies.enabled()) {
			logger.warn("jwt-security.cookie.refresh-only is true but no cookie is set or read unless"
					+ " jwt-security.cookie.enabled is true");
		}
		if (this.sliding.enabled() && !this.sliding.canRenew(this.lifetime.lifetime())) {
			logger.warn("jwt-security.sessions.sliding.enabled is true but access tokens are not renewed: they become"
					+ " renewable after jwt-security.sessions.sliding.limit. Set a shorter"
					+ " jwt-security.accounts.access-token-lifetime");
		}
	}

	private boolean isSet(String property) {
		return this.binder.bind(property, String.class).isBound();
	}

	private static void warnOfPasswordPolicy(String property) {
		logger.warn(property + " is set but not checked: the application has a PasswordPolicy of its own");
	}

}
