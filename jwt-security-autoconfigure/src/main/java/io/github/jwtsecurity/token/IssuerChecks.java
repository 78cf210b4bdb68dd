package io.github.jwtsecurity.token;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Checks at start-up that no two issuers can be confused.
 */
final class IssuerChecks {

	private static final String OLDER_FORM = "JWT_SECURITY_ISSUERS_";

	private IssuerChecks() {
	}

	/**
	 * Checks the definitions of all issuers.
	 * @param home the home issuer
	 * @param others the further issuers
	 * @throws KeyConfigurationException if two issuers could be confused
	 */
	static void check(IssuerDefinition home, List<IssuerDefinition> others) {
		Map<String, String> names = new HashMap<>();
		if (home.acceptedIssuer() != null) {
			names.put(home.acceptedIssuer(), home.property("issuer"));
		}
		for (IssuerDefinition other : others) {
			requireIssuer(other, names);
			requirePrefix(other);
			requireAuthorityPrefix(other);
		}
		for (IssuerDefinition other : others) {
			requireDifferentPrefix(other, others);
		}
	}

	/**
	 * Requires that no environment variable has the older form of the prefix, with an
	 * underscore in place of the dash. Spring Boot finds the value of a known property by
	 * such a name, but not the name of an issuer.
	 * @param environment the application's environment
	 * @param names the names of the further issuers
	 * @throws KeyConfigurationException if there is such a variable of another issuer
	 */
	static void requireNoVariableOfOlderForm(Environment environment, Set<String> names) {
		((ConfigurableEnvironment) environment).getPropertySources()
			.stream()
			.filter(SystemEnvironmentPropertySource.class::isInstance)
			.flatMap((source) -> Stream.of(((SystemEnvironmentPropertySource) source).getPropertyNames()))
			.filter((variable) -> variable.startsWith(OLDER_FORM)
					&& names.stream().noneMatch((name) -> variable.startsWith(OLDER_FORM + inVariables(name))))
			.findFirst()
			.ifPresent((variable) -> {
				throw new KeyConfigurationException(
						"The environment variable %s has no effect, since there is no such issuer."
							.formatted(LogText.of(variable)),
						"Begin its name with JWTSECURITY_ISSUERS_, without an underscore between JWT and SECURITY.");
			});
	}

	private static String inVariables(String name) {
		return name.replace("-", "").toUpperCase(Locale.ROOT) + "_";
	}

	static void requireName(String name) {
		if (!IssuerNames.isValid(name)) {
			throw new KeyConfigurationException(
					"jwt-security.issuers has the invalid name '%s'.".formatted(LogText.of(name)),
					"Use a name of lower-case letters, digits and dashes other than '%s', which is the issuer directly below jwt-security."
						.formatted(IssuerDefinition.HOME));
		}
	}

	private static void requireIssuer(IssuerDefinition issuer, Map<String, String> names) {
		String name = issuer.acceptedIssuer();
		if (name == null) {
			throw new KeyConfigurationException(
					"%s is not set, so no token can be attributed to this issuer.".formatted(issuer.property("issuer")),
					"Set it to the 'iss' claim of the issuer's tokens.");
		}
		String other = names.put(name, issuer.property("issuer"));
		if (other != null) {
			throw new KeyConfigurationException("%s and %s are the same, so the keys of a token are ambiguous."
				.formatted(other, issuer.property("issuer")), "Remove one of the issuers, or correct its 'iss' claim.");
		}
	}

	private static void requirePrefix(IssuerDefinition issuer) {
		if (issuer.properties().userIdPrefix() == null) {
			throw new KeyConfigurationException(
					"%s is not set, so users of this issuer could have the ids of other users."
						.formatted(issuer.property("user-id-prefix")),
					("Set it to a text such as '%s:', which YAML requires to be in quotation marks. Set it to the empty text"
							+ " only if this issuer may act as any user of the home issuer.")
						.formatted(issuer.name()));
		}
	}

	/**
	 * Requires that the prefix is set if there are authorities, since an issuer could
	 * otherwise grant its users the authorities of this service unnoticed.
	 */
	private static void requireAuthorityPrefix(IssuerDefinition issuer) {
		String claim = issuer.properties().authoritiesClaim();
		if (claim != null && claim.isBlank()) {
			throw new KeyConfigurationException("%s is blank.".formatted(issuer.property("authorities-claim")),
					"Set it to the name of a claim. Remove it if users of this issuer have no authorities.");
		}
		if (claim != null && issuer.properties().authorityPrefix() == null) {
			throw new KeyConfigurationException(
					"%s is set, but %s is not, so this issuer could grant any authority of this service."
						.formatted(issuer.property("authorities-claim"), issuer.property("authority-prefix")),
					"Set %s to a text such as '%s_'. Set it to 'SCOPE_' only if the issuer may grant the same authorities as the"
						.formatted(issuer.property("authority-prefix"), issuer.name().toUpperCase(Locale.ROOT))
							+ " home issuer.");
		}
	}

	/**
	 * Requires that no two issuers can have the same user ids. No prefix may be the
	 * beginning of another one, since the rest of it could be part of a user id.
	 */
	private static void requireDifferentPrefix(IssuerDefinition issuer, List<IssuerDefinition> all) {
		String property = issuer.property("user-id-prefix");
		for (IssuerDefinition other : all) {
			if (other != issuer && !issuer.userIdPrefix().isEmpty()
					&& other.userIdPrefix().startsWith(issuer.userIdPrefix())) {
				throw new KeyConfigurationException(
						"%s is equal to %s or to its beginning, so users of both issuers could have the same id."
							.formatted(property, other.property("user-id-prefix")),
						"Use prefixes of which none is the beginning of another, for instance with a colon at the end.");
			}
		}
	}

}
