package io.github.jwtsecurity.docs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
class EjectedSecurity {

	private static final Duration SKEW = Duration.ofSeconds(30);

	@Bean
	NimbusJwtDecoder jwtDecoder(@Value("${jwt.secret}") String secret) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder
			.withSecretKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
			.macAlgorithm(MacAlgorithm.HS256)
			.validateType(false)
			.build();
		MappedJwtClaimSetConverter converter = MappedJwtClaimSetConverter.withDefaults(Map.of());
		decoder.setClaimSetConverter((claims) -> {
			// The converter would derive a missing iat from exp.
			Assert.notNull(claims.get("iat"), "iat is missing");
			return converter.convert(claims);
		});
		decoder.setJwtValidator(validator());
		return decoder;
	}

	private static DelegatingOAuth2TokenValidator<Jwt> validator() {
		JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
		type.setAllowEmpty(true);
		JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
		times.setAllowEmptyExpiryClaim(false);
		return new DelegatingOAuth2TokenValidator<>(type, times,
				(token) -> isAccessToken(token) ? OAuth2TokenValidatorResult.success()
						: OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token")));
	}

	private static boolean isAccessToken(Jwt token) {
		Map<String, Object> claims = token.getClaims();
		Object userId = claims.get("user_id");
		boolean hasUser = (userId instanceof String text) ? StringUtils.hasText(text)
				: (userId instanceof Integer || userId instanceof Long);
		return hasUser && token.getIssuedAt().isBefore(Instant.now().plus(SKEW))
				&& claims.get("email") instanceof String email && !email.isEmpty()
				&& Set.of("access", "bearer").contains(claims.getOrDefault("token_type", "access"))
				&& Stream.of("nonce", "at_hash", "c_hash", "cnf").noneMatch(claims::containsKey);
	}

	@Bean
	SecurityFilterChain api(HttpSecurity http, JwtDecoder decoder, Refusals refusals) {
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setPrincipalClaimName("user_id");
		http.csrf(AbstractHttpConfigurer::disable);
		http.requestCache(AbstractHttpConfigurer::disable);
		http.logout(AbstractHttpConfigurer::disable);
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.oauth2ResourceServer(
				(server) -> server.jwt((jwt) -> jwt.decoder(decoder).jwtAuthenticationConverter(converter))
					.authenticationEntryPoint(refusals)
					.accessDeniedHandler(refusals));
		http.authorizeHttpRequests((requests) -> {
			requests.requestMatchers("/api/{user_id}/**").access(new PathOwner());
			requests.anyRequest().authenticated();
		});
		return http.build();
	}

}
