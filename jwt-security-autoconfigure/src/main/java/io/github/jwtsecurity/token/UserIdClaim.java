package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;

/**
 * The claim that holds the user id. There is no fallback to another claim.
 *
 * @hidden
 */
public final class UserIdClaim {

	private static final BigInteger MAX_INTEGER = BigInteger.valueOf(Long.MAX_VALUE);

	private final String name;

	/**
	 * Creates a new instance.
	 * @param name the name of the claim, not blank
	 */
	public UserIdClaim(String name) {
		Assert.hasText(name, "name must not be blank");
		this.name = name;
	}

	/**
	 * Returns the name of the claim.
	 * @return the name, never blank
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the user id of a token: the text of a non-blank string without unpaired
	 * surrogates, unchanged, or the decimal digits of an integer of at most 64 bits.
	 * @param jwt a verified token
	 * @return the user id, or {@code null} if the claim is missing or has any other value
	 */
	public @Nullable String of(Jwt jwt) {
		return of(jwt.getClaims());
	}

	@Nullable String of(Map<String, Object> claims) {
		Object value = claims.get(this.name);
		if (value instanceof String text && !text.isBlank() && UnicodeText.isWellFormed(text)) {
			return text;
		}
		if (value instanceof Integer || value instanceof Long
				|| (value instanceof BigInteger integer && integer.abs().compareTo(MAX_INTEGER) <= 0)) {
			return value.toString();
		}
		return null;
	}

}
