package io.github.jwtsecurity.token;

import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * The issuers whose tokens are accepted. The claim {@code iss} of a token selects one of
 * them, and only the keys and rules of that issuer apply (RFC 8725, section 3.8). A token
 * without that claim is of the home issuer.
 */
final class TrustedIssuers implements Closeable {

	private final TrustedIssuer home;

	private final List<TrustedIssuer> all;

	private final List<FetchedKeySet> keySets;

	private final Map<String, TrustedIssuer> byName = new HashMap<>();

	/**
	 * Creates the issuers.
	 * @param all the issuers, with the home issuer first
	 * @param keySets the key sets that are fetched for them
	 */
	TrustedIssuers(List<TrustedIssuer> all, List<FetchedKeySet> keySets) {
		this.home = all.get(0);
		this.all = List.copyOf(all);
		this.keySets = List.copyOf(keySets);
		for (TrustedIssuer issuer : all) {
			String name = issuer.definition().acceptedIssuer();
			if (name != null) {
				this.byName.put(name, issuer);
			}
		}
	}

	/**
	 * Returns the only issuer.
	 * @return the issuer, {@code null} if there are several
	 */
	@Nullable TrustedIssuer only() {
		return (this.all.size() == 1) ? this.home : null;
	}

	/**
	 * Returns the issuer of a token.
	 * @param claims the claims of the token
	 * @return the issuer, whose rules have yet to be applied
	 * @throws InvalidTokenException if the token is of an unknown issuer
	 */
	TrustedIssuer select(Map<String, Object> claims) {
		TrustedIssuer issuer = ofName(claims.get(JwtClaimNames.ISS));
		if (issuer == null) {
			throw new InvalidTokenException(InvalidTokenException.Reason.ISSUER, JwtClaimNames.ISS,
					"The token's issuer is not accepted");
		}
		return issuer;
	}

	private @Nullable TrustedIssuer ofName(@Nullable Object name) {
		if (name == null) {
			return this.home;
		}
		return (name instanceof String text) ? this.byName.get(text) : null;
	}

	/**
	 * Returns all issuers, with the home issuer first.
	 */
	List<TrustedIssuer> all() {
		return this.all;
	}

	/**
	 * Returns the key sets that are fetched from issuers, in the order of the issuers.
	 */
	List<FetchedKeySet> keySets() {
		return this.keySets;
	}

	/**
	 * Returns whether there is a key of any issuer. The keys of all issuers are requested
	 * if they are not known. This method waits for the home issuer only, and only while
	 * there is no key of another issuer, so that an issuer that does not respond cannot
	 * delay a health check.
	 */
	boolean hasKeys() {
		List<SignatureVerifier> others = this.all.stream().skip(1).map(TrustedIssuer::verifier).toList();
		others.forEach(SignatureVerifier::requestKeys);
		if (others.stream().anyMatch(SignatureVerifier::knowsKeys)) {
			this.home.verifier().requestKeys();
			return true;
		}
		return this.home.verifier().hasKeys() || others.stream().anyMatch(SignatureVerifier::knowsKeys);
	}

	/**
	 * Ends the refreshes of the key sets.
	 */
	@Override
	public void close() {
		this.keySets.forEach((keySet) -> keySet.verifier().close());
	}

}
