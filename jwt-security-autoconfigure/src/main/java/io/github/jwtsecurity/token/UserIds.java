package io.github.jwtsecurity.token;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The user ids of tokens. The issuer of a token determines the claim that holds the user
 * id and the prefix of the user id.
 *
 * @hidden
 */
public final class UserIds {

	private final PerIssuer<UserIdClaim> claims;

	UserIds(PerIssuer<UserIdClaim> claims) {
		this.claims = claims;
	}

	/**
	 * Returns the name of the claim that holds the user id in tokens of the home issuer.
	 * @return the name, never blank
	 */
	public String claim() {
		return this.claims.home().name();
	}

	/**
	 * Returns the user id of a token: a text claim unchanged, or the decimal digits of an
	 * integer, after the prefix of the issuer if there is one.
	 * @param jwt a verified token
	 * @return the user id, or {@code null} if the claim is missing or has another type
	 */
	public @Nullable String of(Jwt jwt) {
		return this.claims.of(jwt).of(jwt.getClaims());
	}

	/**
	 * Returns whether a token is of the home issuer, which may be this service itself.
	 * @param jwt a verified token
	 * @return {@code false} if it is of one of the further issuers
	 */
	public boolean isOfHome(Jwt jwt) {
		return this.claims.isOfHome(jwt);
	}

	/**
	 * Returns the id of the session of a token. A further issuer may use the same claim
	 * for sessions of its own.
	 * @param jwt a verified token
	 * @return the id, {@code null} if the token belongs to no session of this service
	 */
	public @Nullable String sessionIdOf(Jwt jwt) {
		return (isOfHome(jwt) && jwt.getClaims().get("sid") instanceof String id) ? id : null;
	}

}
