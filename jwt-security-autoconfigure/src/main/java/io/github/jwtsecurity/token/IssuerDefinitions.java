package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
		IssuerChecks.check(home, others);
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
		IssuerChecks.requireNoVariableOfOlderForm(environment, verification.issuers().keySet());
		List<IssuerDefinition> others = new ArrayList<>();
		new TreeMap<>(verification.issuers()).forEach((name, properties) -> {
			IssuerChecks.requireName(name);
			String prefix = IssuerNames.prefix(name);
			others.add(new IssuerDefinition(name, prefix, KeySource.require(environment, prefix), properties));
		});
		return new IssuerDefinitions(home(environment, verification, token), List.copyOf(others));
	}

	/**
	 * Reads the definitions without the beans of the properties.
	 * @param environment the application's environment
	 * @return the definitions
	 * @throws KeyConfigurationException if two issuers could be confused
	 */
	static IssuerDefinitions of(Environment environment) {
		Binder binder = Binder.get(environment);
		return of(environment, binder.bindOrCreate(KeySource.PREFIX, VerificationProperties.class),
				binder.bindOrCreate(KeySource.PREFIX + ".token", TokenProperties.class));
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

}
