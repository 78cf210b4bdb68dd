package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.Algorithm;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;

/**
 * An issuer as the properties configure it, with the defaults of its key source.
 *
 * @hidden
 */
public final class ConfiguredIssuer {

	/** The name of the issuer that is configured directly below {@code jwt-security}. */
	public static final String HOME = IssuerDefinition.HOME;

	private final IssuerDefinition definition;

	private ConfiguredIssuer(IssuerDefinition definition) {
		this.definition = definition;
	}

	/**
	 * Reads the issuers.
	 * @param environment the application's environment
	 * @return the issuers, with the home issuer first
	 * @throws RuntimeException if the properties are invalid, so that the application
	 * does not start
	 */
	public static List<ConfiguredIssuer> all(Environment environment) {
		return IssuerDefinitions.of(environment).stream().map(ConfiguredIssuer::new).toList();
	}

	/**
	 * Returns the names of the key sources that are set for the home issuer.
	 * @param environment the application's environment
	 * @return the names, such as {@code jwk-set}. The application starts with exactly one
	 */
	public static Collection<String> homeSources(Environment environment) {
		return KeySource.configured(environment)
			.stream()
			.map(KeySource::text)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Returns the name of the issuer.
	 * @return {@value #HOME}, or the name below {@code jwt-security.issuers}
	 */
	public String name() {
		return this.definition.name();
	}

	/**
	 * Returns whether this is the home issuer, which may be the service itself.
	 * @return {@code false} for one of {@code jwt-security.issuers}
	 */
	public boolean isHome() {
		return this.definition.isHome();
	}

	/**
	 * Returns the prefix of the properties of the issuer.
	 * @return the prefix, without a dot at its end
	 */
	public String prefix() {
		return this.definition.prefix();
	}

	/**
	 * Returns the name of the key source.
	 * @return the name, such as {@code jwk-set}, empty if there is none
	 */
	public String source() {
		return (this.definition.source() != null) ? this.definition.source().text() : "";
	}

	/**
	 * Returns the value of {@code iss} of the issuer's tokens.
	 * @return the value, {@code null} if it is not checked
	 */
	public @Nullable String issuer() {
		return this.definition.acceptedIssuer();
	}

	/**
	 * Returns the accepted audiences.
	 * @return the audiences, empty if they are not checked
	 */
	public List<String> audiences() {
		return this.definition.acceptedAudiences();
	}

	/**
	 * Returns the name of the claim that holds the user id.
	 * @return the name, never blank
	 */
	public String userIdClaim() {
		return this.definition.userIdClaim();
	}

	/**
	 * Returns the claims that are required besides the user id claim.
	 * @return the names of the claims
	 */
	public List<String> requiredClaims() {
		return this.definition.properties().requiredClaims();
	}

	/**
	 * Returns the name of the claim with the authorities.
	 * @return the name, {@code null} if users of the issuer have no authorities
	 */
	public @Nullable String authoritiesClaim() {
		return this.definition.authorities().name();
	}

	/**
	 * Returns the algorithms that are accepted for key pairs of the issuer.
	 * @return the names of the algorithms
	 */
	public Set<String> keyPairAlgorithms() {
		return SignatureAlgorithms.ofKeyPairs(this.definition)
			.stream()
			.map(Algorithm::getName)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Returns the key of this service with which the tokens of the issuer are signed.
	 * @param beanFactory the bean factory of the application
	 * @param lifetime the lifetime of the tokens
	 * @return the key, {@code null} if only the issuer has it
	 */
	public @Nullable SigningKey signingKey(BeanFactory beanFactory, Duration lifetime) {
		KeySource source = this.definition.source();
		if (source == null || !source.isOwn()) {
			return null;
		}
		return this.definition.isHome() ? beanFactory.getBean(OwnKeys.class).current(lifetime)
				: SecretKeyRingFactory.create(this.definition, SecretKeyRingFactory.secrets(this.definition))
					.signingKey();
	}

	@Override
	public String toString() {
		return this.definition.prefix();
	}

}
