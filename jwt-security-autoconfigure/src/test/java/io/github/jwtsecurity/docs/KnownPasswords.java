package io.github.jwtsecurity.docs;

import java.util.Set;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

@Configuration(proxyBeanMethods = false)
class KnownPasswords {

	private final Set<String> known = Set.of("Correct-horse-1");

	@Bean
	CompromisedPasswordChecker compromisedPasswordChecker() {
		return (password) -> new CompromisedPasswordDecision(this.known.contains(password));
	}

}
