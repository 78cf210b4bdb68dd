package io.github.jwtsecurity.docs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.github.jwtsecurity.token.AccessTokenIssuer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

@Configuration(proxyBeanMethods = false)
class OwnIssuer {

	@Bean
	JwtEncoder jwtEncoder(@Value("${jwt-security.secret}") String secret) {
		OctetSequenceKey key = new OctetSequenceKey.Builder(secret.getBytes(StandardCharsets.UTF_8)).keyID("2026-11")
			.build();
		return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
	}

	@Bean
	AccessTokenIssuer accessTokenIssuer(JwtEncoder encoder) {
		JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("at+jwt").build();
		return (token) -> {
			Instant now = Instant.now();
			JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
				.claim("user_id", token.userId())
				.claim("email", token.email())
				.issuedAt(now)
				.expiresAt(now.plus(token.lifetime()));
			if (token.sessionId() != null) {
				claims.claim("sid", token.sessionId());
			}
			if (token.authenticatedAt() != null) {
				claims.claim("auth_time", token.authenticatedAt().getEpochSecond());
			}
			if (token.originallyIssuedAt() != null) {
				claims.claim("orig_iat", token.originallyIssuedAt().getEpochSecond());
			}
			return encoder.encode(JwtEncoderParameters.from(header, claims.build()));
		};
	}

}
