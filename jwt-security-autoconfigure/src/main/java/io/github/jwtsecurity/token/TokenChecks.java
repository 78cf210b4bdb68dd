package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import io.github.jwtsecurity.token.TokenCheck.Finding;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * All checks of a token in their order. The claims are parsed before the signature is
 * verified only if there are several issuers, because the claim {@code iss} then selects
 * the keys.
 */
final class TokenChecks {

	private final TrustedIssuers issuers;

	private final AcceptedHeaders headers = new AcceptedHeaders();

	private final List<TokenCheck> beforeClaims;

	private final List<TokenCheck> afterClaims;

	/**
	 * Creates the checks.
	 * @param issuers the issuers
	 * @param statusChecks the checks that are repeated for a cached token
	 */
	TokenChecks(TrustedIssuers issuers, StatusChecks statusChecks) {
		this.issuers = issuers;
		TokenCheck text = new TokenCheck("text", (token) -> token.parse(this.headers), (token) -> new Finding(
				"three parts in base64url without padding, of which the first is a JSON object with unique keys",
				"another text", "Send the token exactly as the issuer wrote it, without quotes and line breaks."));
		TokenCheck header = new TokenCheck("header", TokenCandidate::readHeader,
				(token) -> new Finding("a text alg other than none, no crit and no b64",
						"alg " + HeaderText.of(token.header("alg")),
						"Let the issuer sign the token, without extensions."));
		TokenCheck payload = new TokenCheck("payload", TokenChecks::readPayload,
				(token) -> new Finding("a JSON object in UTF-8 with unique keys", "other bytes",
						"Let the issuer write each claim once."));
		TokenCheck issuer = new TokenCheck("issuer", (token) -> token.set(this.issuers.select(token.claims())),
				this::explainIssuer);
		TokenCheck algorithm = new TokenCheck("algorithm",
				(token) -> token.issuer().verifier().requireAlgorithm(token.jws()), TokenChecks::explainAlgorithm);
		TokenCheck signature = new TokenCheck("signature", TokenCandidate::verifySignature,
				TokenChecks::explainSignature);
		this.beforeClaims = (issuers.only() != null) ? List.of(text, header, algorithm, signature, payload)
				: List.of(text, header, payload, issuer, algorithm, signature);
		this.afterClaims = statusChecks.checks();
	}

	/**
	 * Returns a token that no check has been applied to.
	 */
	TokenCandidate candidate(String token) {
		return new TokenCandidate(token, this.issuers.only());
	}

	/**
	 * Applies all checks, and remembers the header of the accepted token.
	 * @throws InvalidTokenException if the token fails one
	 */
	void apply(TokenCandidate token) {
		apply(this.beforeClaims, token);
		apply(token.issuer().claimRules().checks(), token);
		apply(this.afterClaims, token);
		token.remember(this.headers);
	}

	private static void apply(List<TokenCheck> checks, TokenCandidate token) {
		for (int i = 0; i < checks.size(); i++) {
			token.apply(checks.get(i));
		}
	}

	/**
	 * Returns the checks that apply to a token.
	 * @param token the token after its verification
	 * @return the checks in their order, without those of the claims if the issuer is not
	 * known
	 */
	List<TokenCheck> of(TokenCandidate token) {
		TrustedIssuer issuer = token.selectedIssuer();
		return Stream
			.of(this.beforeClaims, (issuer != null) ? issuer.claimRules().checks() : List.<TokenCheck>of(),
					this.afterClaims)
			.flatMap(List::stream)
			.toList();
	}

	private static void readPayload(TokenCandidate token) {
		byte[] payload = token.jws().payload();
		Map<String, Object> plain = PlainClaims.parse(payload);
		token.set((plain != null) ? plain : claims(payload));
	}

	private static Map<String, Object> claims(byte[] payload) {
		Map<String, Object> claims = StrictJson.parse(payload);
		if (claims == null) {
			throw new InvalidTokenException(Reason.MALFORMED,
					"The token's payload is not a JSON object with unique keys");
		}
		claims.values().removeIf(Objects::isNull);
		return claims;
	}

	private Finding explainIssuer(TokenCandidate token) {
		List<String> accepted = this.issuers.all()
			.stream()
			.map((issuer) -> issuer.definition().acceptedIssuer())
			.filter(Objects::nonNull)
			.toList();
		Object value = token.claims().get(JwtClaimNames.ISS);
		return new Finding("one of " + accepted, (value instanceof String) ? "another text" : ClaimType.of(value),
				"Send a token of one of these issuers, or add its issuer to jwt-security.issuers.");
	}

	private static Finding explainAlgorithm(TokenCandidate token) {
		IssuerDefinition definition = token.issuer().definition();
		return new Finding("one of " + token.issuer().verifier().algorithms(), HeaderText.of(token.header("alg")),
				"Let the issuer sign with an accepted algorithm, or change " + definition.property("algorithms")
						+ " or the key source.");
	}

	private static Finding explainSignature(TokenCandidate token) {
		List<String> ids = token.issuer().verifier().keyIds();
		String keys = "a signature of one of the keys " + ids.stream().map(HeaderText::of).toList();
		if (token.header("kid") == null) {
			return new Finding(keys, "a signature of another key, no kid", remedy(token));
		}
		return new Finding(keys,
				token.origin().isKnown() ? "another signature than that of kid " + HeaderText.of(token.header("kid"))
						: "the unknown kid " + HeaderText.of(token.header("kid")),
				remedy(token));
	}

	private static String remedy(TokenCandidate token) {
		IssuerDefinition definition = token.issuer().definition();
		KeySource source = definition.source();
		String name = (source != null) ? source.text() : "key source";
		return (source == KeySource.SECRET)
				? "Use the same secret in the issuer and in " + definition.property("secret")
						+ ". If one of them decodes it as base64, the other must do so, too: use the prefix base64:."
				: "Compare the keys of the issuer with the " + name + " of " + definition.prefix()
						+ ", and request a new token.";
	}

}
