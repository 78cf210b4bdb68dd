package io.github.jwtsecurity.token;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * The verified header parameters and claims of a token, without its text. Many requests
 * share the values of the claims, which are immutable. {@link Jwt} copies the maps.
 *
 * @param issuer the issuer of the token
 * @param key the key that made the signature
 * @param headers the header parameters of the token, which are immutable
 * @param claims the claims of the token, with instants as times
 * @param length the length of the text of the token
 */
record VerifiedToken(TrustedIssuer issuer, AcceptedKey key, Map<String, Object> headers, Map<String, Object> claims,
		int length) {

	private static final int LENGTH_PER_UNIT = 1_024;

	Instant issuedAt() {
		return Objects.requireNonNull((Instant) this.claims.get(JwtClaimNames.IAT));
	}

	Instant expiresAt() {
		return Objects.requireNonNull((Instant) this.claims.get(JwtClaimNames.EXP));
	}

	@Nullable Instant notBefore() {
		return (Instant) this.claims.get(JwtClaimNames.NBF);
	}

	/**
	 * Returns the number of tokens for which this one counts in the cache: one for each
	 * KiB of its text, and at least one.
	 */
	int cacheWeight() {
		return Math.max(1, this.length / LENGTH_PER_UNIT);
	}

	/**
	 * Creates the complete token.
	 * @param token the text of the token, as it was presented again
	 */
	Jwt toJwt(String token) {
		return new Jwt(token, issuedAt(), expiresAt(), this.headers, this.claims);
	}

	/**
	 * Returns a text without the header parameters and claims.
	 */
	@Override
	public String toString() {
		return "VerifiedToken[expiresAt=" + expiresAt() + "]";
	}

}
