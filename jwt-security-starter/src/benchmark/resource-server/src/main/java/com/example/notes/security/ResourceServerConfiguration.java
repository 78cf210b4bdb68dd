package com.example.notes.security;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;

import javax.crypto.spec.SecretKeySpec;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * The configuration of Spring Security's resource server, with a handwritten user id
 * rule.
 */
@Configuration(proxyBeanMethods = false)
class ResourceServerConfiguration {

	@Bean
	JwtDecoder jwtDecoder(@Value("${secret}") String secret) {
		return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
			.build();
	}

	@Bean
	SecurityFilterChain api(HttpSecurity http) {
		return http.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/{user_id}/**")
				.access(ResourceServerConfiguration::isOwner)
				.anyRequest()
				.authenticated())
			.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
			.build();
	}

	private static AuthorizationDecision isOwner(Supplier<? extends Authentication> authentication,
			RequestAuthorizationContext request) {
		String userId = Objects.requireNonNull(request.getVariables().get("user_id"));
		boolean owner = authentication.get().getPrincipal() instanceof Jwt jwt
				&& userId.equals(jwt.getClaimAsString("user_id"));
		return new AuthorizationDecision(owner);
	}

}
