package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The definitions of all issuers whose tokens are accepted.
 *
 * @param home the issuer that is configured directly below {@code jwt-security}
 * @param others the further issuers, in alphabetical order
 */
record IssuerDefinitions(IssuerDefinition home, List<IssuerDefinition> others) {

	IssuerDefinitions {
		Map<String, String> names = new HashMap<>();
		if (home.acceptedIssuer() != null) {
			names.put(home.acceptedIssuer(), home.property("issuer"));
		}
		for (IssuerDefinition other : others) {
			requireIssuer(other, names);
			requirePrefix(other, others);
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
		Map<String, UserIdClaim> claims = new HashMap<>();
		this.others.forEach((issuer) -> claims.put(issuer.acceptedIssuer(), userIdClaim(issuer)));
		return new UserIds(userIdClaim(this.home), claims);
	}

	/**
	 * Returns all definitions, with the home issuer first.
	 */
	Stream<IssuerDefinition> stream() {
		return Stream.concat(Stream.of(this.home), this.others.stream());
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

	/**
	 * Requires that no two issuers can have the same user ids. No prefix may be the
	 * beginning of another one, since the rest of it could be part of a user id.
	 */
	private static void requirePrefix(IssuerDefinition issuer, List<IssuerDefinition> all) {
		String property = issuer.property("user-id-prefix");
		if (issuer.properties().userIdPrefix() == null) {
			throw new KeyConfigurationException(
					"%s is not set, so users of this issuer could have the ids of other users.".formatted(property),
					"Set it to a text such as '%s:'. If no two issuers have the same user ids, set it to the empty text."
						.formatted(issuer.name()));
		}
		for (IssuerDefinition other : all) {
			if (other != issuer && !issuer.userIdPrefix().isEmpty()
					&& other.userIdPrefix().startsWith(issuer.userIdPrefix())) {
				throw new KeyConfigurationException(
						"%s is the beginning of %s, so users of both issuers could have the same id."
							.formatted(property, other.property("user-id-prefix")),
						"Use prefixes of which none is the beginning of another, for instance with a colon at the end.");
			}
		}
	}

}
