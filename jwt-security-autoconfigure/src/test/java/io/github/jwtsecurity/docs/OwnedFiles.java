package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.ownership.UserIdPathAuthorizationManager;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class OwnedFiles {

	@Bean
	SecurityFilterChain api(HttpSecurity http, UserIdPathAuthorizationManager owner) {
		http.with(JwtSecurityConfigurer.jwtSecurity());
		http.authorizeHttpRequests((requests) -> {
			requests.requestMatchers("/files/{user_id}/**").access(owner);
			requests.anyRequest().authenticated();
		});
		return http.build();
	}

}
