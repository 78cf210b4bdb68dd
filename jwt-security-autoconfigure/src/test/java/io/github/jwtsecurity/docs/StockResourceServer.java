package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class StockResourceServer {

	@Bean
	@Order(1)
	SecurityFilterChain oldApi(HttpSecurity http) {
		http.securityMatcher("/old/**");
		http.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()));
		http.authorizeHttpRequests((requests) -> {
			requests.requestMatchers("/old/admin/**").hasAuthority("SCOPE_admin");
			requests.anyRequest().authenticated();
		});
		return http.build();
	}

}
