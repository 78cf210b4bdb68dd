package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;

@Configuration(proxyBeanMethods = false)
class ClerkTokens {

	@Bean
	OAuth2TokenValidator<Jwt> frontEndValidator() {
		return new JwtClaimValidator<Object>("azp", "https://app.example.com"::equals);
	}

	@Bean
	OAuth2TokenValidator<Jwt> sessionStatusValidator() {
		return (token) -> "pending".equals(token.getClaim("sts"))
				? OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN))
				: OAuth2TokenValidatorResult.success();
	}

}
