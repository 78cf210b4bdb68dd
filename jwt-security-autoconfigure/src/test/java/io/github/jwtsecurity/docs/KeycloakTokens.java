package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;

@Configuration(proxyBeanMethods = false)
class KeycloakTokens {

	@Bean
	OAuth2TokenValidator<Jwt> accessTokenValidator() {
		return new JwtClaimValidator<Object>("typ", "Bearer"::equals);
	}

}
