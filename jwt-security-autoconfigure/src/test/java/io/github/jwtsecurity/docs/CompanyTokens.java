package io.github.jwtsecurity.docs;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;

@Configuration(proxyBeanMethods = false)
class CompanyTokens {

	@Bean
	OAuth2TokenValidator<Jwt> companyValidator(@Value("${jwt-security.issuers.company.issuer-uri}") String company) {
		OAuth2TokenValidator<Jwt> client = new JwtClaimValidator<Object>("azp",
				"04b07795-8ddb-461a-bbee-02f9e1bf7b46"::equals);
		return (token) -> company.equals(token.getClaimAsString("iss")) ? client.validate(token)
				: OAuth2TokenValidatorResult.success();
	}

}
