package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.ownership.UserIdResolver;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

@Configuration(proxyBeanMethods = false)
class PrefixedUserIds {

	@Bean
	UserIdResolver userIdResolver() {
		return (authentication) -> (authentication instanceof JwtAuthenticationToken token && token.isAuthenticated())
				? "u-" + token.getName() : null;
	}

}
