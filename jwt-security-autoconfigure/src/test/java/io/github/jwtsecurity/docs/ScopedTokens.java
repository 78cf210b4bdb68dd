package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.token.AccessTokenCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScopedTokens {

	@Bean
	AccessTokenCustomizer scopes() {
		return (context) -> context.claims().claim("scope", "notes");
	}

}
