package io.github.jwtsecurity.token;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The configuration that keeps the secrets out of Actuator's endpoints, with any value of
 * {@code show-values}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SanitizingFunction.class)
class SecretSanitizerConfiguration {

	@Bean
	SanitizingFunction jwtSecuritySecretSanitizer(ConfigurableEnvironment environment) {
		return new SecretSanitizer(SecretTexts.of(environment));
	}

}
