package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.token.TokenDoctor;
import io.github.jwtsecurity.web.FilterChainExtension;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Actuator endpoint and for
 * the report of unused account settings, which also exist in a service without accounts.
 */
@AutoConfiguration(after = AccountEndpointAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class OperationsAutoConfiguration {

	@Bean
	@Lazy(false)
	UnusedAccountSettingsReport jwtSecurityUnusedAccountSettingsReport(ObjectProvider<FilterChainExtension> accounts,
			Environment environment) {
		return new UnusedAccountSettingsReport(accounts, environment);
	}

	/**
	 * The configuration of the Actuator endpoint.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(JwtSecurityActuatorEndpoint.class)
	static class ActuatorConfiguration {

		@Bean
		@ConditionalOnMissingBean
		JwtSecurityActuatorEndpoint jwtSecurityActuatorEndpoint(ListableBeanFactory beanFactory,
				ObjectProvider<TokenDoctor> doctor) {
			return new JwtSecurityActuatorEndpoint(new ConfigurationDescriber(beanFactory), doctor);
		}

	}

}
