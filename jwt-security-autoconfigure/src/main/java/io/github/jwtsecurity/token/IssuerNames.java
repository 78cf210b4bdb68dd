package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The names of the further issuers in the configuration.
 */
final class IssuerNames {

	private static final String PREFIX = KeySource.PREFIX + ".issuers";

	private static final Pattern VALID = Pattern.compile("[a-z0-9-]+");

	private IssuerNames() {
	}

	/**
	 * Returns the names of the further issuers.
	 * @param environment the application's environment
	 * @return the valid names. With an invalid one, the application does not start
	 */
	static List<String> of(Environment environment) {
		return Binder.get(environment)
			.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.map(Map::keySet)
			.orElse(Set.of())
			.stream()
			.filter(IssuerNames::isValid)
			.toList();
	}

	/**
	 * Returns whether a text can be the name of a further issuer.
	 */
	static boolean isValid(String text) {
		return VALID.matcher(text).matches() && !text.equals(IssuerDefinition.HOME);
	}

	/**
	 * Returns the prefix of the properties of a further issuer.
	 */
	static String prefix(String name) {
		return PREFIX + "." + name;
	}

}
