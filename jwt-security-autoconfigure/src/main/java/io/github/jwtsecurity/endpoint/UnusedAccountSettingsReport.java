package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.web.FilterChainExtension;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * A report of settings for cookies and sessions that have no effect in a service without
 * accounts. Such a service loads the classes of these settings only if one of them is
 * set.
 */
final class UnusedAccountSettingsReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnusedAccountSettingsReport.class);

	private static final String COOKIE = "jwt-security.cookie";

	private static final String SLIDING = "jwt-security.sessions.sliding";

	private final ObjectProvider<FilterChainExtension> accounts;

	private final Binder binder;

	/**
	 * Creates a new report.
	 * @param accounts the extension for accounts, none in a service without accounts
	 * @param environment the environment with the settings
	 */
	UnusedAccountSettingsReport(ObjectProvider<FilterChainExtension> accounts, Environment environment) {
		this.accounts = accounts;
		this.binder = Binder.get(environment);
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.accounts.stream().findAny().isPresent()) {
			return;
		}
		if (isSet(COOKIE)) {
			reportCookies();
		}
		if (isSet(SLIDING) && this.binder.bindOrCreate(SLIDING, SlidingProperties.class).enabled()) {
			logger.warn("jwt-security.sessions.sliding.enabled is true but no token is renewed unless"
					+ " jwt-security.accounts.enabled is true");
		}
	}

	/**
	 * Reports settings for cookies. The properties are no parameter, since their class
	 * would then be loaded together with this class.
	 */
	private void reportCookies() {
		CookieProperties cookies = this.binder.bindOrCreate(COOKIE, CookieProperties.class);
		if (cookies.enabled()) {
			logger.warn("jwt-security.cookie.enabled is true but no cookie is set or read unless"
					+ " jwt-security.accounts.enabled is true");
		}
		else if (cookies.refreshOnly()) {
			logger.warn("jwt-security.cookie.refresh-only is true but no cookie is set or read unless"
					+ " jwt-security.cookie.enabled is true and jwt-security.accounts.enabled is true");
		}
	}

	private boolean isSet(String prefix) {
		return this.binder.bind(ConfigurationPropertyName.of(prefix), Bindable.mapOf(String.class, Object.class))
			.isBound();
	}

}
