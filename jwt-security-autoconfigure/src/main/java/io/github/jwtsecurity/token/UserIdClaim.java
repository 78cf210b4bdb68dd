package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The claim of an issuer's tokens that holds the user id. There is no fallback to another
 * claim.
 *
 * @param name the name of the claim
 * @param prefix the text that is put before the value, so that the users of two issuers
 * have different ids; empty for none
 * @param otherPrefixes the prefixes of the other issuers. A user id that begins with one
 * of them is refused
 */
record UserIdClaim(String name, String prefix, List<String> otherPrefixes) {

	private static final BigInteger MAX_INTEGER = BigInteger.valueOf(Long.MAX_VALUE);

	UserIdClaim {
		Assert.hasText(name, "name must not be blank");
	}

	/**
	 * Returns the user id of a token: the prefix and the text of a non-blank string
	 * without unpaired surrogates, unchanged, or the decimal digits of an integer of at
	 * most 64 bits.
	 * @param claims the claims of the token
	 * @return the user id, or {@code null} if the claim is missing, has any other value,
	 * or names a user of another issuer
	 */
	@Nullable String of(Map<String, Object> claims) {
		String value = text(claims.get(this.name));
		return (value != null) ? requireOwn(this.prefix.isEmpty() ? value : this.prefix + value) : null;
	}

	private @Nullable String requireOwn(String userId) {
		for (String other : this.otherPrefixes) {
			if (userId.startsWith(other)) {
				return null;
			}
		}
		return userId;
	}

	private static @Nullable String text(@Nullable Object value) {
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
