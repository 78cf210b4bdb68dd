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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
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
@EnableConfigurationProperties({ VerificationProperties.class, SigningProperties.class, TokenProperties.class,
		AccountTokenProperties.class })
@Import({ KeySetConfiguration.class, SecretSanitizerConfiguration.class, TokenCacheConfiguration.class })
public final class TokenAutoConfiguration {

	@Bean
	IssuerDefinitions jwtSecurityIssuerDefinitions(Environment environment, VerificationProperties verification,
			TokenProperties token) {
		return IssuerDefinitions.of(environment, verification, token);
	}

	@Bean
	UserIds userIds(IssuerDefinitions definitions) {
		return definitions.userIds();
	}

	/**
	 * Creates the keys of this service. They need the managed keys if these are
	 * configured, which is not possible without a database.
	 */
	@Bean
	@ConditionalOnKeySource({ KeySource.SECRET, KeySource.SIGNING_KEY, KeySource.SIGNING_STORE })
	OwnKeys jwtSecurityOwnKeys(IssuerDefinitions definitions, SigningProperties signing, Environment environment,
			ObjectProvider<ManagedKeys> managed) {
		ManagedKeys managedKeys = managed.getIfAvailable();
		if (KeySource.require(environment) == KeySource.SIGNING_STORE && managedKeys == null) {
			throw new KeyConfigurationException(
					"jwt-security.signing.store is jdbc, but there is no single DataSource in which keys could be kept.",
					"Add org.springframework.boot:spring-boot-starter-jdbc and the driver of your database, and set"
							+ " spring.datasource.url. If there are several DataSources, mark one as @Primary. Or set"
							+ " jwt-security.signing.key-location instead.");
		}
		return OwnKeysFactory.create(definitions, signing, managedKeys);
	}

	@Bean
	@ConditionalOnBean(OwnKeys.class)
	@Conditional(OnKeyPairCondition.class)
	PublishedKeys jwtSecurityPublishedKeys(OwnKeys ownKeys, SigningProperties signing) {
		return new PublishedKeys(ownKeys, signing.jwkSetPath());
	}

	@Bean
	@ConditionalOnKeySource
	TrustedIssuers jwtSecurityTrustedIssuers(IssuerDefinitions definitions, TokenProperties token,
			KeySetVerifierFactory keySets, ObjectProvider<OwnKeys> ownKeys, ObjectProvider<Clock> clock,
			SigningProperties signing, Environment environment) {
		KeySource source = KeySource.require(environment);
		if (!source.isOwn() && !signing.previousKeyLocations().isEmpty()) {
			throw new KeyConfigurationException(
					"jwt-security.signing.previous-key-locations is set, but this service does not sign tokens, so the keys"
							+ " would not be used.",
					"Remove the property. To accept the tokens of another service by its public key, use"
							+ " jwt-security.issuers.<name>.public-key-location.");
		}
		return new TrustedIssuersFactory(definitions, token, keySets, ownKeys.getIfAvailable(),
				clock.getIfUnique(Clock::systemUTC))
			.create();
	}

	@Bean
	KeyReport jwtSecurityKeyReport(ObjectProvider<TrustedIssuers> issuers) {
		return new KeyReport(issuers);
	}

	@Bean
	UserIdAuthenticationConverter userIdAuthenticationConverter(IssuerDefinitions definitions,
			BeanFactory beanFactory) {
		return UserIdAuthenticationConverter.of(definitions, beanFactory);
	}

	/**
	 * Creates the decoder at start-up, so that a service with an unusable key does not
	 * start.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean(JwtDecoder.class)
	StrictJwtDecoder jwtDecoder(VerifiedTokenCache cache, ObjectProvider<TrustedIssuers> issuers,
			Environment environment, ObjectProvider<OAuth2TokenValidator<Jwt>> validators,
			ObjectProvider<IssuedTokenRevocation> revocation) {
		KeySource.require(environment);
		return new StrictJwtDecoder(cache, issuers.getObject(),
				new DelegatingOAuth2TokenValidator<>(validators.orderedStream().toList()),
				revocation.getIfAvailable(() -> new IssuedTokenRevocation((jwt) -> false, List.of()))::check);
	}

	/**
	 * Creates the doctor, unless the application has a decoder of its own.
	 */
	@Bean
	@ConditionalOnBean(StrictJwtDecoder.class)
	TokenDoctor jwtSecurityTokenDoctor(StrictJwtDecoder decoder) {
		return new TokenDoctor(decoder);
	}

	@Bean
	PropertyChangeReport jwtSecurityPropertyChangeReport() {
		return new PropertyChangeReport();
	}

	@Bean
	AccessTokenLifetime jwtSecurityAccessTokenLifetime(AccountTokenProperties properties, TokenProperties token) {
		return new AccessTokenLifetime(properties.accessTokenLifetime(), token.clockSkew());
	}

	/**
	 * Creates the derivation lazily, so that a missing key is reported only if a bean
	 * needs the derivation.
	 */
	@Bean
	@Lazy
	KeyDerivation jwtSecurityKeyDerivation(ObjectProvider<OwnKeys> ownKeys) {
		return ownKeys.getIfAvailable(() -> {
			throw new KeyConfigurationException(
					"jwt-security.accounts.enabled is true, but there is no key to sign tokens with.",
					"Set jwt-security.secret, jwt-security.signing.key-location or jwt-security.signing.store instead of the key"
							+ " source that is set now, which can be one of jwt-security.issuers, or remove"
							+ " jwt-security.accounts.enabled.");
		}).derivation();
	}

	@Bean
	@ConditionalOnBean(OwnKeys.class)
	@ConditionalOnMissingBean(AccessTokenIssuer.class)
	JwsAccessTokenIssuer accessTokenIssuer(OwnKeys ownKeys, IssuerDefinitions definitions,
			ObjectProvider<AccessTokenCustomizer> customizers, ObjectProvider<Clock> clock) {
		return new JwsAccessTokenIssuer(ownKeys, definitions.home(), customizers.orderedStream().toList(),
				clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * Creates the check of the tokens that this service may have issued. They have the
	 * {@code kid} of one of this service's keys. If an issuer of the application, whose
	 * key is unknown, replaces the default issuer, any {@code kid} is checked.
	 */
	@Bean
	@ConditionalOnBean(OwnKeys.class)
	IssuedTokenRevocation jwtSecurityIssuedTokenRevocation(OwnKeys ownKeys, ObjectProvider<TokenRevocation> revocations,
			ListableBeanFactory beanFactory) {
		boolean isIssuerKnown = beanFactory.getBeanNamesForType(JwsAccessTokenIssuer.class, true, false).length > 0;
		return new IssuedTokenRevocation(
				isIssuerKnown ? ownKeys::mayHaveSigned : (jwt) -> jwt.getHeaders().containsKey("kid"),
				revocations.orderedStream().toList());
	}

	@Bean
	@Lazy(false)
	@ConditionalOnAccounts
	@ConditionalOnBean(JwsAccessTokenIssuer.class)
	AccountTokenCheck jwtSecurityAccountTokenCheck(JwsAccessTokenIssuer issuer, TokenProperties properties,
			UserIds userIds) {
		return new AccountTokenCheck(issuer, properties, userIds);
	}

}
