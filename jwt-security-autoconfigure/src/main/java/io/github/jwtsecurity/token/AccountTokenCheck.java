package io.github.jwtsecurity.token;

/**
 * A check at start-up that a service with accounts accepts the access tokens that it
 * issues itself, and reads the right user id from them. The tokens of an issuer of the
 * application cannot be checked at start-up.
 */
final class AccountTokenCheck {

	private static final String PREFIX = "jwt-security.token.";

	/**
	 * Creates a check and runs it.
	 * @param issuer the issuer of the tokens
	 * @param properties the requirements for tokens
	 * @param userIds the user ids of tokens
	 * @throws KeyConfigurationException if the tokens do not meet the requirements
	 */
	AccountTokenCheck(JwsAccessTokenIssuer issuer, TokenProperties properties, UserIds userIds) {
		if (!issuer.keepsUserId()) {
			throw new KeyConfigurationException(
					PREFIX + "user-id-claim is '%s', a claim in which the access tokens of accounts have another value."
						.formatted(userIds.claim()),
					"Set " + PREFIX + "user-id-claim to a claim that has no other meaning, such as user_id, or to sub."
							+ " Or remove it.");
		}
		if (!properties.authoritiesClaim().isBlank() && !issuer.keepsAuthorities()) {
			throw new KeyConfigurationException(PREFIX
					+ "authorities-claim is '%s', a claim in which the access tokens of accounts have another value."
						.formatted(properties.authoritiesClaim()),
					"Set " + PREFIX + "authorities-claim to a claim that has no other meaning, such as scope. Or remove"
							+ " it.");
		}
		if (!TypeRules.accepts(properties.acceptedTypes(), SigningKey.TYPE)) {
			throw new KeyConfigurationException(
					PREFIX + "accepted-types is %s, but the access tokens of accounts have the type %s."
						.formatted(properties.acceptedTypes(), SigningKey.TYPE),
					"Add %s to %saccepted-types, or remove that property.".formatted(SigningKey.TYPE, PREFIX));
		}
		for (String claim : properties.requiredClaims()) {
			if (!issuer.canHave(claim)) {
				throw new KeyConfigurationException(
						PREFIX + "required-claims has '%s', a claim that the access tokens of accounts do not have."
							.formatted(claim),
						"Remove '%s' from %srequired-claims. A claim of your own can also be added to the tokens, by a bean of"
							.formatted(claim, PREFIX) + " type AccessTokenCustomizer; iss and aud are added if"
								+ " jwt-security.issuer and jwt-security.audiences are set.");
			}
		}
	}

}
