package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.openapi.LibraryDescription;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The configuration of the OpenAPI description of the endpoints for accounts.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springdoc.core.customizers.GlobalOpenApiCustomizer")
@ConditionalOnBean(LibraryDescription.class)
class AccountOpenApiConfiguration {

	static {
		SpringDocUtils.getConfig().addRestControllers(AccountEndpoint.class);
	}

	@Bean
	DescribedOperations jwtSecurityDescribedOperations(LibraryDescription description, CookieSchemes cookieSchemes) {
		return new DescribedOperations(description, cookieSchemes);
	}

	/**
	 * Creates a customizer that comes after the one that adds the requirement of a bearer
	 * token.
	 */
	@Bean
	@Order(1)
	CookieSchemes jwtSecurityCookieSchemes(TokenCookies cookies) {
		return new CookieSchemes(cookies);
	}

}
