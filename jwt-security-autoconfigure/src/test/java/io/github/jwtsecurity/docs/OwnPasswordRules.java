package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.account.password.PasswordPolicy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OwnPasswordRules {

	@Bean
	PasswordPolicy passwordPolicy() {
		return (password) -> (password.length() < 20) ? List.of("must have at least 20 characters") : List.of();
	}

}
