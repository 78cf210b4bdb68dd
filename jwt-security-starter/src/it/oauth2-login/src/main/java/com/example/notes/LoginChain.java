package com.example.notes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
@Profile("login")
class LoginChain {

	@Bean
	SecurityFilterChain login(HttpSecurity http) {
		http.securityMatcher("/oauth2/authorization/*", "/login/oauth2/code/*", "/login", "/pages/**");
		http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		http.oauth2Login(Customizer.withDefaults());
		return http.build();
	}

}
