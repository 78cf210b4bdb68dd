package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AppointedAdministrator {

	@Bean
	ApplicationRunner firstAdministrator(AccountService accounts, @Value("${notes.administrator:}") String userId) {
		return (arguments) -> accounts.grant(userId, "admin", Client.UNKNOWN);
	}

}
