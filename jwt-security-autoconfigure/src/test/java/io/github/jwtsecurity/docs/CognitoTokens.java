package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;

@Configuration(proxyBeanMethods = false)
class CognitoTokens {

	@Bean
	OAuth2TokenValidator<Jwt> tokenUseValidator() {
		return new JwtClaimValidator<Object>("token_use", "access"::equals);
	}

	@Bean
	OAuth2TokenValidator<Jwt> clientValidator() {
		return new JwtClaimValidator<Object>("client_id", "617jkna9pqeg8rmgtg9uv4e6j4"::equals);
	}

}
