package io.github.jwtsecurity.token;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A property that holds secrets. All code that hides the values of secrets uses this
 * list.
 */
enum SecretProperty {

	/** The secret that signs and verifies tokens. */
	SECRET("jwt-security.secret", "one text"),

	/** The secrets that only verify tokens. */
	PREVIOUS_SECRETS("jwt-security.previous-secrets", "a list of texts without gaps");

	private final ConfigurationPropertyName property;

	private final String form;

	SecretProperty(String property, String form) {
		this.property = ConfigurationPropertyName.of(property);
		this.form = form;
	}

	/**
	 * Returns the secret property with a name.
	 * @param name the name of a property or of one of its elements
	 * @return the property, {@code null} if the name is not that of a secret
	 */
	static @Nullable SecretProperty of(ConfigurationPropertyName name) {
		return Stream.of(values())
			.filter((secret) -> secret.property.equals(name) || secret.property.isAncestorOf(name))
			.findFirst()
			.orElse(null);
	}

	ConfigurationPropertyName property() {
		return this.property;
	}

	/**
	 * Returns the form that the value must have.
	 * @return a noun phrase
	 */
	String form() {
		return this.form;
	}

}
