package io.github.jwtsecurity.token;

import java.util.Map;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * Objects that depend on the issuer of a verified token. The decoder has refused the
 * tokens of unknown issuers.
 *
 * @param <T> the type of the objects
 * @param home the object of the home issuer
 * @param others the objects of the further issuers, by their value of {@code iss}
 */
record PerIssuer<T>(T home, Map<String, T> others) {

	PerIssuer {
		others = Map.copyOf(others);
	}

	/**
	 * Returns the object of the issuer of a token.
	 */
	T of(Jwt jwt) {
		Object issuer = jwt.getClaims().get(JwtClaimNames.ISS);
		return (issuer != null) ? this.others.getOrDefault(issuer, this.home) : this.home;
	}

	/**
	 * Returns whether a token is of the home issuer.
	 */
	boolean isOfHome(Jwt jwt) {
		Object issuer = jwt.getClaims().get(JwtClaimNames.ISS);
		return issuer == null || !this.others.containsKey(issuer);
	}

}
