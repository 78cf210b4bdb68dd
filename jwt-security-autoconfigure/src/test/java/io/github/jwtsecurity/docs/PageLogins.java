package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class PageLogins {

	@Bean
	@Order(1)
	SecurityFilterChain pages(HttpSecurity http) {
		http.securityMatcher("/pages/**", "/login", "/logout");
		http.formLogin(Customizer.withDefaults());
		http.sessionManagement((sessions) -> sessions.maximumSessions(5));
		http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		return http.build();
	}

}
