package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The definitions of all issuers whose tokens are accepted.
 *
 * @param home the issuer that is configured directly below {@code jwt-security}
 * @param others the further issuers, in alphabetical order
 */
record IssuerDefinitions(IssuerDefinition home, List<IssuerDefinition> others) {

	private static final String OLDER_FORM = "JWT_SECURITY_ISSUERS_";

	IssuerDefinitions {
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
	 * Reads the definitions.
	 * @param environment the application's environment
	 * @param verification the keys of the issuers
	 * @param token the rules for the tokens of the home issuer
	 * @return the definitions
	 * @throws KeyConfigurationException if two issuers could be confused
	 */
	static IssuerDefinitions of(Environment environment, VerificationProperties verification, TokenProperties token) {
		requireNoVariableOfOlderForm(environment, verification.issuers().keySet());
		List<IssuerDefinition> others = new ArrayList<>();
		new TreeMap<>(verification.issuers()).forEach((name, properties) -> {
			requireName(name);
			String prefix = KeySource.prefix(name);
			others.add(new IssuerDefinition(name, prefix, KeySource.require(environment, prefix), properties));
		});
		return new IssuerDefinitions(home(environment, verification, token), List.copyOf(others));
	}

	private static IssuerDefinition home(Environment environment, VerificationProperties verification,
			TokenProperties token) {
		List<KeySource> configured = KeySource.configured(environment);
		String userIdClaim = Binder.get(environment)
			.bind("jwt-security.token.user-id-claim", String.class)
			.orElse(null);
		return new IssuerDefinition(IssuerDefinition.HOME, KeySource.PREFIX,
				(configured.size() == 1) ? configured.get(0) : null,
				new IssuerProperties(verification.secret(), verification.previousSecrets(), verification.jwkSetUri(),
						verification.publicKeyLocation(), verification.betterAuth(), verification.supabase(),
						verification.issuerUri(), verification.algorithms(), verification.issuer(),
						verification.audiences(), userIdClaim, "", token.requiredClaims(), token.authoritiesClaim(),
						token.authorityPrefix(), KeySetOverrides.NONE));
	}

	/**
	 * Returns the claim that holds the user id in the tokens of an issuer.
	 */
	UserIdClaim userIdClaim(IssuerDefinition issuer) {
		return new UserIdClaim(issuer.userIdClaim(), issuer.userIdPrefix(),
				this.others.stream()
					.map(IssuerDefinition::userIdPrefix)
					.filter((prefix) -> !prefix.isEmpty() && !prefix.equals(issuer.userIdPrefix()))
					.toList());
	}

	UserIds userIds() {
		return new UserIds(perIssuer(this::userIdClaim));
	}

	/**
	 * Creates an object for each issuer.
	 * @param factory the function that creates an object
	 * @return the objects
	 */
	<T> PerIssuer<T> perIssuer(Function<IssuerDefinition, T> factory) {
		Map<String, T> objects = new HashMap<>();
		this.others.forEach((issuer) -> objects.put(issuer.acceptedIssuer(), factory.apply(issuer)));
		return new PerIssuer<>(factory.apply(this.home), objects);
	}

	/**
	 * Returns all definitions, with the home issuer first.
	 */
	Stream<IssuerDefinition> stream() {
		return Stream.concat(Stream.of(this.home), this.others.stream());
	}

	/**
	 * Returns the number of issuers whose keys are fetched.
	 */
	int keySets() {
		return (int) stream().map(IssuerDefinition::source)
			.filter((source) -> source != null && source.isFetched())
			.count();
	}

	/**
	 * Requires that no environment variable has the older form of the prefix, with an
	 * underscore in place of the dash. Spring Boot finds the value of a known property by
	 * such a name, but not the name of an issuer.
	 */
	private static void requireNoVariableOfOlderForm(Environment environment, Set<String> names) {
		((ConfigurableEnvironment) environment).getPropertySources()
			.stream()
			.filter(SystemEnvironmentPropertySource.class::isInstance)
			.flatMap((source) -> Stream.of(((SystemEnvironmentPropertySource) source).getPropertyNames()))
			.filter((variable) -> variable.startsWith(OLDER_FORM)
					&& names.stream().noneMatch((name) -> variable.startsWith(OLDER_FORM + variable(name))))
			.findFirst()
			.ifPresent((variable) -> {
				throw new KeyConfigurationException(
						"The environment variable %s has no effect, since there is no such issuer."
							.formatted(LogText.of(variable)),
						"Begin its name with JWTSECURITY_ISSUERS_, without an underscore between JWT and SECURITY.");
			});
	}

	private static String variable(String name) {
		return name.replace("-", "").toUpperCase(Locale.ROOT) + "_";
	}

	private static void requireName(String name) {
		if (!KeySource.isIssuerName(name)) {
			throw new KeyConfigurationException("jwt-security.issuers has the name '%s'.".formatted(LogText.of(name)),
					"Use a name of lower-case letters, digits and dashes other than '%s', which is the issuer directly below jwt-security."
						.formatted(IssuerDefinition.HOME));
		}
	}

	private static void requireIssuer(IssuerDefinition issuer, Map<String, String> names) {
		String name = issuer.acceptedIssuer();
		if (name == null) {
			throw new KeyConfigurationException("%s is not set, so no token could be told to be of this issuer."
				.formatted(issuer.property("issuer")), "Set it to the 'iss' claim of the issuer's tokens.");
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
	 * otherwise grant its users the authorities of this service without notice.
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
						"%s is equal to %s or its beginning, so users of both issuers could have the same id."
							.formatted(property, other.property("user-id-prefix")),
						"Use prefixes of which none is the beginning of another, for instance with a colon at the end.");
			}
		}
	}

}
