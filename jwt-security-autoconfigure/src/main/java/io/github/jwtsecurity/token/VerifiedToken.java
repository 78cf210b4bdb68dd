package io.github.jwtsecurity.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * What a token said, without its text.
 *
 * @param key the key that made its signature
 * @param headers its headers
 * @param claims its claims, the times as instants
 */
record VerifiedToken(AcceptedKey key, Map<String, Object> headers, Map<String, Object> claims) {

	/**
	 * Takes the maps over. Many requests see the same values, so none may change them for
	 * the others; of the maps themselves, {@link Jwt} makes copies.
	 */
	VerifiedToken {
		freezeValues(headers);
		freezeValues(claims);
	}

	Instant issuedAt() {
		return Objects.requireNonNull((Instant) this.claims.get(JwtClaimNames.IAT));
	}

	Instant expiresAt() {
		return Objects.requireNonNull((Instant) this.claims.get(JwtClaimNames.EXP));
	}

	@Nullable Instant notBefore() {
		return (Instant) this.claims.get(JwtClaimNames.NBF);
	}

	private static Map<String, Object> freezeValues(Map<String, Object> values) {
		values.replaceAll((name, value) -> freezeValue(value));
		return values;
	}

	@SuppressWarnings("unchecked")
	private static Object freezeValue(Object value) {
		if (value instanceof Map<?, ?> map) {
			return Collections.unmodifiableMap(freezeValues((Map<String, Object>) map));
		}
		if (value instanceof List<?> list) {
			List<Object> frozen = new ArrayList<>(list);
			frozen.replaceAll(VerifiedToken::freezeValue);
			return Collections.unmodifiableList(frozen);
		}
		return value;
	}

	/**
	 * Makes it whole again.
	 * @param token the text, as it was presented again
	 */
	Jwt toJwt(String token) {
		return new Jwt(token, issuedAt(), expiresAt(), this.headers, this.claims);
	}

	/**
	 * Leaves out what the token says.
	 */
	@Override
	public String toString() {
		return "VerifiedToken[expiresAt=" + expiresAt() + "]";
	}

}
