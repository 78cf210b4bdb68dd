package io.github.jwtsecurity.token;

import java.util.List;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * A check that refuses revoked tokens. Only tokens with the {@code kid} of one of this
 * service's secrets are checked, since all others are issued elsewhere.
 */
final class IssuedTokenRevocation {

	private final SecretKeyRing keyRing;

	private final List<TokenRevocation> revocations;

	IssuedTokenRevocation(SecretKeyRing keyRing, List<TokenRevocation> revocations) {
		this.keyRing = keyRing;
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
		if (isOurs(jwt) && this.revocations.stream().anyMatch((revocation) -> isRevoked(revocation, jwt))) {
			throw new InvalidTokenException(Reason.REVOKED, "The access token is revoked");
		}
	}

	private boolean isOurs(Jwt jwt) {
		return jwt.getHeaders().get("kid") instanceof String kid && this.keyRing.hasKey(kid)
				&& (jwt.hasClaim("sid") || jwt.hasClaim(JwtClaimNames.JTI));
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
