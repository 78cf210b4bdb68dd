package io.github.jwtsecurity.token;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The definition of an issuer whose tokens are accepted, with the defaults of its key
 * source.
 *
 * @param name the name in logs, health details and meters
 * @param prefix the prefix of the properties
 * @param source the source of its keys, {@code null} if the application has a decoder of
 * its own and no key source
 * @param properties the properties
 */
record IssuerDefinition(String name, String prefix, @Nullable KeySource source, IssuerProperties properties) {

	/** The name of the issuer that is configured directly below {@code jwt-security}. */
	static final String HOME = "home";

	IssuerDefinition {
		require(properties.issuer() == null || !properties.issuer().isBlank(), prefix + ".issuer must not be blank");
		require(hasText(properties.audiences()), prefix + ".audiences must not have blank values");
		require(hasText(properties.requiredClaims()), prefix + ".required-claims must not have blank values");
		require(properties.userIdClaim() == null || !properties.userIdClaim().isBlank(),
				prefix + ".user-id-claim must not be blank");
		require(userIdPrefix(properties).equals(LogText.of(userIdPrefix(properties))),
				prefix + ".user-id-prefix must have at most 512 characters, and no control characters");
		require(userIdPrefix(properties).chars().noneMatch((character) -> "/;%\\".indexOf(character) >= 0),
				prefix + ".user-id-prefix must not have the characters / ; % and \\, which no path variable has");
		String basePath = properties.betterAuth().basePath();
		require(basePath.isEmpty() || basePath.startsWith("/"),
				prefix + ".better-auth.base-path must be empty or begin with /");
		require(!DotSegments.areIn(basePath),
				"%s.better-auth.base-path: %s must not have a segment . or ..".formatted(prefix, basePath));
	}

	private static boolean hasText(List<String> values) {
		return values.stream().noneMatch(String::isBlank);
	}

	private static void require(boolean condition, String description) {
		if (!condition) {
			throw new KeyConfigurationException(description + ".", "Correct the value, or remove the property.");
		}
	}

	/**
	 * Returns whether this is the home issuer, which may be this service itself.
	 */
	boolean isHome() {
		return this.name.equals(HOME);
	}

	/**
	 * Returns the value of {@code iss} of the issuer's tokens.
	 * @return the value, {@code null} if it is not checked, which is possible for the
	 * home issuer only
	 */
	@Nullable String acceptedIssuer() {
		if (this.properties.issuer() != null) {
			return this.properties.issuer();
		}
		IssuerPreset preset = preset();
		if (preset != null) {
			return preset.issuer(this.prefix);
		}
		return (this.source == KeySource.ISSUER_URI && this.properties.issuerUri() != null)
				? this.properties.issuerUri().strip() : null;
	}

	/**
	 * Returns the accepted audiences, empty if they are not checked.
	 */
	List<String> acceptedAudiences() {
		if (!this.properties.audiences().isEmpty()) {
			return this.properties.audiences();
		}
		IssuerPreset preset = preset();
		return (preset != null) ? List.of(preset.audience(this.prefix)) : List.of();
	}

	/**
	 * Returns the name of the claim that holds the user id.
	 */
	String userIdClaim() {
		if (this.properties.userIdClaim() != null) {
			return this.properties.userIdClaim();
		}
		return (preset() != null) ? IssuerPreset.USER_ID_CLAIM : TokenProperties.USER_ID_CLAIM;
	}

	/**
	 * Returns the text that is put before each user id, empty for none.
	 */
	String userIdPrefix() {
		return userIdPrefix(this.properties);
	}

	private static String userIdPrefix(IssuerProperties properties) {
		return (properties.userIdPrefix() != null) ? properties.userIdPrefix() : "";
	}

	/**
	 * Returns the claim that holds the authorities of the users.
	 */
	AuthoritiesClaim authorities() {
		String authorityPrefix = this.properties.authorityPrefix();
		return new AuthoritiesClaim(this.properties.authoritiesClaim(),
				(authorityPrefix != null) ? authorityPrefix : "");
	}

	/**
	 * Returns the address of the key set, for a source whose key set has a fixed address.
	 */
	URI keySetUri() {
		IssuerPreset preset = preset();
		return (preset != null) ? preset.keySetUri(this.prefix)
				: KeySetUri.require(property("jwk-set-uri"), this.properties.jwkSetUri());
	}

	private @Nullable IssuerPreset preset() {
		if (this.source == KeySource.BETTER_AUTH) {
			return this.properties.betterAuth();
		}
		return (this.source == KeySource.SUPABASE) ? this.properties.supabase() : null;
	}

	/**
	 * Returns whether there is a current or previous secret.
	 */
	boolean hasSecrets() {
		return StringUtils.hasText(this.properties.secret()) || !this.properties.previousSecrets().isEmpty();
	}

	/**
	 * Returns the full name of a property with a rule for tokens, for errors.
	 * @param property the name, such as {@code required-claims}
	 */
	String tokenProperty(String property) {
		return property(isHome() ? "token." + property : property);
	}

	/**
	 * Returns the full name of a property, for errors.
	 * @param property the name below the prefix
	 */
	String property(String property) {
		return this.prefix + "." + property;
	}

}
