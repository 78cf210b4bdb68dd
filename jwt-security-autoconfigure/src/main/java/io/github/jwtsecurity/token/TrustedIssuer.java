package io.github.jwtsecurity.token;

/**
 * An issuer whose tokens are accepted, with its keys and rules.
 *
 * @param definition the definition
 * @param verifier the verifier of the signatures of its tokens
 * @param claimRules the rules for the claims of its tokens
 */
record TrustedIssuer(IssuerDefinition definition, SignatureVerifier verifier, ClaimRules claimRules) {

	/**
	 * Returns whether this is the home issuer.
	 */
	boolean isHome() {
		return this.definition.isHome();
	}

}
