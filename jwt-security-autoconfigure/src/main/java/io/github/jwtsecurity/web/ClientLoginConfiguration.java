package io.github.jwtsecurity.web;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The configuration for applications with the OAuth2 clients of Spring Security.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = UnservedLoginReport.LOGIN_FILTER)
class ClientLoginConfiguration {

	@Bean
	@Lazy(false)
	UnservedLoginReport jwtSecurityUnservedLoginReport(ListableBeanFactory beanFactory, Environment environment) {
		return new UnservedLoginReport(beanFactory, environment);
	}

}
