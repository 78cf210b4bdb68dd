package io.github.jwtsecurity.web;

import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
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
		if (BeanOwner.isApplication(this.beanFactory, JwtDecoder.class)) {
			Stream.of("jwt-security.issuer", "jwt-security.audiences").filter(this::isSet).forEach(this::warnOfDecoder);
		}
		if (this.beanFactory.getBean(UserIdAuthenticationConverter.class).isOfApplication()) {
			Stream.of("jwt-security.token.authorities-claim", "jwt-security.token.authority-prefix")
				.filter(this::isSet)
				.forEach(this::warnOfAuthenticationConverter);
		}
		if (isSet("jwt-security.web.actuator-authorities") && !isActuatorFilterInstalled()) {
			logger.warn("jwt-security.web.actuator-authorities is set but not checked: no SecurityFilterChain has the"
					+ " line http.with(JwtSecurityConfigurer.jwtSecurity()), or Actuator is not on the class path");
		}
	}

	private void warnOfDecoder(String property) {
		logger.warn(property + " is set but not checked: the application has a JwtDecoder of its own");
	}

	private void warnOfAuthenticationConverter(String property) {
		logger.warn(property + " is set but not used: the application has a converter of its own from a Jwt to an"
				+ " authentication");
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
