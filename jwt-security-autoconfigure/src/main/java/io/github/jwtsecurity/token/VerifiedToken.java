package io.github.jwtsecurity.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token said, without its text.
 *
 * @param key the key that made its signature
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}
 * @param headers its headers
 * @param claims its claims
 */
record VerifiedToken(AcceptedKey key, @Nullable Instant issuedAt, @Nullable Instant expiresAt,
		Map<String, Object> headers, Map<String, Object> claims) {

	static VerifiedToken of(Jwt jwt, AcceptedKey key) {
		return new VerifiedToken(key, jwt.getIssuedAt(), jwt.getExpiresAt(), freeze(jwt.getHeaders()),
				freeze(jwt.getClaims()));
	}

	/**
	 * Many requests see the same values: none may change them for the others.
	 */
	private static Map<String, Object> freeze(Map<String, Object> values) {
		Map<String, Object> frozen = new LinkedHashMap<>();
		values.forEach((name, value) -> frozen.put(name, freezeValue(value)));
		return Collections.unmodifiableMap(frozen);
	}

	@SuppressWarnings("unchecked")
	private static Object freezeValue(Object value) {
		if (value instanceof Map<?, ?> map) {
			return freeze((Map<String, Object>) map);
		}
		if (value instanceof List<?> list) {
			List<Object> frozen = new ArrayList<>();
			list.forEach((element) -> frozen.add(freezeValue(element)));
			return Collections.unmodifiableList(frozen);
		}
		return value;
	}

	/**
	 * Makes it whole again.
	 * @param token the text, as it was presented again
	 */
	Jwt toJwt(String token) {
		return new Jwt(token, this.issuedAt, this.expiresAt, this.headers, this.claims);
	}

	/**
	 * Leaves out what the token says.
	 */
	@Override
	public String toString() {
		return "VerifiedToken[expiresAt=" + this.expiresAt + "]";
	}

}
