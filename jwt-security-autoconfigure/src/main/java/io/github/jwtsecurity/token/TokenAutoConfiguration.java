package io.github.jwtsecurity.token;

import java.time.Clock;
import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the verification of tokens. It
 * comes before Spring Boot's own auto-configuration, which has another name in 4.0.
 */
@AutoConfiguration(beforeName = {
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration" },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@EnableConfigurationProperties({ VerificationProperties.class, TokenProperties.class, AccountTokenProperties.class })
@Import({ KeySetConfiguration.class, SecretSanitizerConfiguration.class, TokenCacheConfiguration.class })
public final class TokenAutoConfiguration {

	private static final ParameterizedTypeReference<Converter<Jwt, ? extends AbstractAuthenticationToken>> AUTHENTICATION_CONVERTER = new ParameterizedTypeReference<>() {
	};

	@Bean
	@ConditionalOnKeySource(KeySource.SECRET)
	SecretKeyRing jwtSecuritySecretKeyRing(VerificationProperties properties, Environment environment) {
		KeySource.require(environment);
		return SecretKeyRingFactory.create(properties);
	}

	@Bean
	@ConditionalOnKeySource(KeySource.PUBLIC_KEY)
	KeySetVerifier jwtSecurityPublicKeyVerifier(VerificationProperties properties, Environment environment) {
		KeySource.require(environment);
		return KeySetVerifierFactory.ofPublicKey(properties);
	}

	@Bean
	KeyReport jwtSecurityKeyReport(Environment environment, ObjectProvider<SignatureVerifier> verifier,
			VerificationProperties properties) {
		return new KeyReport(environment, verifier, properties);
	}

	/**
	 * Creates the user id claim. With Better Auth, it is {@code sub} unless another claim
	 * is configured.
	 */
	@Bean
	UserIdClaim userIdClaim(TokenProperties properties, Environment environment) {
		if (KeySource.configured(environment).equals(List.of(KeySource.BETTER_AUTH))) {
			return new UserIdClaim(
					Binder.get(environment).bind("jwt-security.token.user-id-claim", String.class).orElse("sub"));
		}
		return new UserIdClaim(properties.userIdClaim());
	}

	/**
	 * Creates the converter of the filter chains, which delegates to a converter of the
	 * application if there is one. The bean of the application must declare its generic
	 * type, since a raw {@code Converter} could convert any other type.
	 */
	@Bean
	UserIdAuthenticationConverter userIdAuthenticationConverter(UserIdClaim userIdClaim, TokenProperties properties,
			BeanFactory beanFactory) {
		return new UserIdAuthenticationConverter(userIdClaim, beanFactory.getBeanProvider(AUTHENTICATION_CONVERTER)
			.getIfAvailable(() -> new ClaimAuthoritiesConverter(properties)));
	}

	/**
	 * Creates the decoder at start-up, so that a service with an unusable key does not
	 * start.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean(JwtDecoder.class)
	StrictJwtDecoder jwtDecoder(VerifiedTokenCache cache, ObjectProvider<SignatureVerifier> signatureVerifier,
			Environment environment, VerificationProperties verification, TokenProperties token,
			UserIdClaim userIdClaim, ObjectProvider<OAuth2TokenValidator<Jwt>> validators,
			ObjectProvider<IssuedTokenRevocation> revocation, ObjectProvider<Clock> clock) {
		KeySource.require(environment);
		return new StrictJwtDecoder(cache, signatureVerifier.getObject(),
				new ClaimRules(token, verification, userIdClaim, clock.getIfUnique(Clock::systemUTC)),
				new DelegatingOAuth2TokenValidator<>(validators.orderedStream().toList()),
				revocation.getIfAvailable(() -> new IssuedTokenRevocation((jwt) -> false, List.of()))::check);
	}

	@Bean
	AccessTokenLifetime jwtSecurityAccessTokenLifetime(AccountTokenProperties properties, TokenProperties token) {
		return new AccessTokenLifetime(properties.accessTokenLifetime(), token.clockSkew());
	}

	/**
	 * Creates the derivation lazily, so that a missing secret is reported only if a bean
	 * needs the derivation.
	 */
	@Bean
	@Lazy
	KeyDerivation jwtSecurityKeyDerivation(ObjectProvider<SecretKeyRing> keyRing) {
		return keyRing.getIfAvailable(() -> {
			throw new KeyConfigurationException(
					"jwt-security.accounts.enabled is true, but there is no secret to sign tokens with.",
					"Set jwt-security.secret instead of the key source that is set now, or remove"
							+ " jwt-security.accounts.enabled.");
		}).derivation();
	}

	@Bean
	@ConditionalOnBean(SecretKeyRing.class)
	@ConditionalOnMissingBean(AccessTokenIssuer.class)
	JwtEncoderAccessTokenIssuer accessTokenIssuer(SecretKeyRing keyRing, VerificationProperties verification,
			UserIdClaim userIdClaim, ObjectProvider<AccessTokenCustomizer> customizers, ObjectProvider<Clock> clock) {
		return new JwtEncoderAccessTokenIssuer(keyRing, verification, userIdClaim, customizers.orderedStream().toList(),
				clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * Creates the check of the tokens that this service may have issued. They have the
	 * {@code kid} of one of this service's secrets. If an issuer of the application,
	 * whose key is unknown, replaces the default issuer, any {@code kid} is checked.
	 */
	@Bean
	@ConditionalOnBean(SecretKeyRing.class)
	IssuedTokenRevocation jwtSecurityIssuedTokenRevocation(SecretKeyRing keyRing,
			ObjectProvider<TokenRevocation> revocations, ListableBeanFactory beanFactory) {
		boolean isIssuerKnown = beanFactory.getBeanNamesForType(JwtEncoderAccessTokenIssuer.class, true,
				false).length > 0;
		return new IssuedTokenRevocation(
				isIssuerKnown ? keyRing::hasKeyOf : (jwt) -> jwt.getHeaders().containsKey("kid"),
				revocations.orderedStream().toList());
	}

	@Bean
	@Lazy(false)
	@ConditionalOnAccounts
	@ConditionalOnBean(JwtEncoderAccessTokenIssuer.class)
	AccountTokenCheck jwtSecurityAccountTokenCheck(JwtEncoderAccessTokenIssuer issuer, TokenProperties properties,
			UserIdClaim userIdClaim) {
		return new AccountTokenCheck(issuer, properties, userIdClaim);
	}

}
