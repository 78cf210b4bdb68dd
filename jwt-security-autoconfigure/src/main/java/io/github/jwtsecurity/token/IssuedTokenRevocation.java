package io.github.jwtsecurity.token;

import java.util.List;
import java.util.function.Predicate;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * A check that refuses revoked tokens. Only tokens that this service may have issued are
 * checked.
 */
final class IssuedTokenRevocation {

	private final Predicate<Jwt> issuedHere;

	private final List<TokenRevocation> revocations;

	/**
	 * Creates a new check.
	 * @param issuedHere whether this service may have issued a token
	 * @param revocations the sources of revoked tokens
	 */
	IssuedTokenRevocation(Predicate<Jwt> issuedHere, List<TokenRevocation> revocations) {
		this.issuedHere = issuedHere;
		this.revocations = List.copyOf(revocations);
	}

	/**
	 * Checks that a token is not revoked.
	 * @param jwt a token that passes all other checks
	 * @throws InvalidTokenException if the token is revoked
	 * @throws RevocationUnavailableException if it is unknown whether the token is
	 * revoked
	 */
	void check(Jwt jwt) {
		if (isRevocable(jwt) && this.revocations.stream().anyMatch((revocation) -> isRevoked(revocation, jwt))) {
			throw new InvalidTokenException(Reason.REVOKED, "The access token is revoked");
		}
	}

	private boolean isRevocable(Jwt jwt) {
		return (jwt.hasClaim("sid") || jwt.hasClaim(JwtClaimNames.JTI)) && this.issuedHere.test(jwt);
	}

	private static boolean isRevoked(TokenRevocation revocation, Jwt jwt) {
		try {
			return revocation.isRevoked(jwt);
		}
		catch (RuntimeException ex) {
			throw new RevocationUnavailableException(ex);
		}
	}

}
