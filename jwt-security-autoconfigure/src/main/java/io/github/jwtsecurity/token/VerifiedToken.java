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
 */
record VerifiedToken(TrustedIssuer issuer, AcceptedKey key, Map<String, Object> headers, Map<String, Object> claims) {

	/** The entry of the cache with its key and this record. */
	private static final int ENTRY_SIZE = 256;

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
	 * Returns an estimate of the heap that this token takes in the cache. Tokens may
	 * share the header parameters, but need not.
	 * @return the number of bytes, with the entry of the cache
	 */
	int heapSize() {
		return ENTRY_SIZE + HeapSize.of(this.headers) + HeapSize.of(this.claims);
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
