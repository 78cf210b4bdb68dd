package io.github.jwtsecurity.token;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the verification of tokens.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration")
@EnableConfigurationProperties({ VerificationProperties.class, TokenProperties.class })
@Import(SecretSanitizerConfiguration.class)
public final class TokenAutoConfiguration {

	@Bean
	@ConditionalOnSecret
	SecretKeyRing jwtSecuritySecretKeyRing(VerificationProperties properties) {
		return SecretKeyRingFactory.create(properties);
	}

	@Bean
	UserIdClaim userIdClaim(TokenProperties properties) {
		return new UserIdClaim(properties.userIdClaim());
	}

	@Bean
	UserIdAuthenticationConverter userIdAuthenticationConverter(UserIdClaim userIdClaim, TokenProperties properties) {
		return new UserIdAuthenticationConverter(userIdClaim, properties);
	}

	@Bean
	@ConditionalOnMissingBean(JwtDecoder.class)
	StrictJwtDecoder jwtDecoder(ObjectProvider<SignatureVerifier> signatureVerifier,
			VerificationProperties verification, TokenProperties token, UserIdClaim userIdClaim,
			ObjectProvider<OAuth2TokenValidator<Jwt>> validators, ObjectProvider<Clock> clock) {
		return new StrictJwtDecoder(signatureVerifier.getIfAvailable(TokenAutoConfiguration::noKeySource),
				new ClaimRules(token, verification, userIdClaim, clock.getIfUnique(Clock::systemUTC)),
				new DelegatingOAuth2TokenValidator<>(validators.orderedStream().toList()));
	}

	@Bean
	@ConditionalOnBean(SecretKeyRing.class)
	@ConditionalOnMissingBean
	AccessTokenIssuer accessTokenIssuer(SecretKeyRing keyRing, VerificationProperties verification,
			UserIdClaim userIdClaim, ObjectProvider<Clock> clock) {
		return new AccessTokenIssuer(keyRing, verification, userIdClaim, clock.getIfUnique(Clock::systemUTC));
	}

	private static SignatureVerifier noKeySource() {
		throw new KeyConfigurationException("No key source is set, so no token can be verified.",
				"Set jwt-security.secret, for instance to ${JWT_SECRET} with the output of 'openssl rand -base64 48' in"
						+ " that environment variable. For development alone, jwt-security.generate-secret=true makes a"
						+ " random one.");
	}

}
