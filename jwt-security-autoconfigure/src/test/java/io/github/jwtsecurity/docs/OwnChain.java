package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.web.JwtSecurityConfigurer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class OwnChain {

	@Bean
	SecurityFilterChain api(HttpSecurity http) {
		http.with(JwtSecurityConfigurer.jwtSecurity());
		http.authorizeHttpRequests((requests) -> {
			requests.requestMatchers(HttpMethod.GET, "/news/**").permitAll();
			requests.requestMatchers("/api/**").hasAuthority("SCOPE_notes");
			requests.anyRequest().authenticated();
		});
		return http.build();
	}

}
