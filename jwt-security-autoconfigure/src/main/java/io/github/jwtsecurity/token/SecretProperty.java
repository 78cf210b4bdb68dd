package io.github.jwtsecurity.token;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * A property that holds secrets. All code that hides the values of secrets uses this
 * list.
 */
enum SecretProperty {

	/** The secret that signs and verifies tokens. */
	SECRET("secret", "one text"),

	/** The secrets that only verify tokens. */
	PREVIOUS_SECRETS("previous-secrets", "a list of texts without gaps"),

	/** The secret that encrypts managed keys. */
	ENCRYPTION_SECRET("signing.encryption-secret", "one text"),

	/** The secrets that only decrypt managed keys. */
	PREVIOUS_ENCRYPTION_SECRETS("signing.previous-encryption-secrets", "a list of texts without gaps");

	private static final ConfigurationPropertyName HOME = ConfigurationPropertyName.of(KeySource.PREFIX);

	private static final ConfigurationPropertyName ISSUERS = HOME.append("issuers");

	private final ConfigurationPropertyName suffix;

	private final String form;

	SecretProperty(String suffix, String form) {
		this.suffix = ConfigurationPropertyName.of(suffix);
		this.form = form;
	}

	/**
	 * Returns the secret property with a name.
	 * @param name the name of a property or of one of its elements
	 * @return the property, {@code null} if the name is not that of a secret
	 */
	static @Nullable SecretProperty of(ConfigurationPropertyName name) {
		ConfigurationPropertyName issuer = ISSUERS.isAncestorOf(name) ? name.chop(ISSUERS.getNumberOfElements() + 1)
				: HOME;
		return Stream.of(values())
			.filter((secret) -> issuer.append(secret.suffix).equals(name)
					|| issuer.append(secret.suffix).isAncestorOf(name))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the names of the property for all issuers.
	 * @param environment the application's environment
	 * @return the names, never empty
	 */
	List<ConfigurationPropertyName> names(Environment environment) {
		return Stream.concat(Stream.of(HOME), IssuerNames.of(environment).stream().map((name) -> ISSUERS.append(name)))
			.map((issuer) -> issuer.append(this.suffix))
			.toList();
	}

	/**
	 * Returns the form that the value must have.
	 * @return a noun phrase
	 */
	String form() {
		return this.form;
	}

}
