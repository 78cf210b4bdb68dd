package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the requirements that tokens have to meet.
 *
 * @param userIdClaim Name of the claim that holds the user id: a non-blank string or an
 * integer. There is no fallback to another claim. With accounts, not a claim that the
 * library sets to another value, such as "email" or "jti".
 * @param requiredClaims Claims that must be present in addition to the user id claim,
 * "iat" and "exp". With accounts, only claims that the tokens of accounts have.
 * @param clockSkew Tolerated deviation of the issuer's clock when "exp", "nbf" and "iat"
 * are checked. From 0s to 5m.
 * @param acceptedTypes Accepted values of the "typ" header parameter, compared without
 * regard to case and to the prefix "application/". An absent "typ" is always accepted.
 * With accounts, "JWT" must be one of them.
 * @param authoritiesClaim Name of the claim with the authorities: a space-delimited
 * string or an array of strings.
 * @param authorityPrefix Prefix of each authority that is read from the claim of an
 * access token.
 * @param cache Cache of verified tokens, so that further requests with a token are
 * faster.
 */
@ConfigurationProperties("jwt-security.token")
record TokenProperties(@DefaultValue(TokenProperties.USER_ID_CLAIM) String userIdClaim,
		@DefaultValue("email") List<String> requiredClaims, @DefaultValue("30s") Duration clockSkew, @DefaultValue( {
				"JWT", "at+jwt" }) List<String> acceptedTypes,
		@DefaultValue("scope") String authoritiesClaim, @DefaultValue("SCOPE_") String authorityPrefix,
		@DefaultValue Cache cache){

	static final String USER_ID_CLAIM = "user_id";

	TokenProperties {
		Assert.hasText(userIdClaim, "jwt-security.token.user-id-claim must not be blank");
		Assert.isTrue(requiredClaims.stream().noneMatch(String::isBlank),
				"jwt-security.token.required-claims must not have blank values");
		Assert.isTrue(acceptedTypes.stream().noneMatch(String::isBlank),
				"jwt-security.token.accepted-types must not have blank values");
		PropertyBounds.check("jwt-security.token.clock-skew", clockSkew, "0s", "5m",
				"a token is accepted for this long after it has expired");
	}

	/**
	 * Properties for the cache of verified tokens.
	 *
	 * @param enabled Whether verified tokens are cached, by their SHA-256. Expiry and
	 * revocation are still checked for every request.
	 * @param maximumSize Maximum number of cached tokens, and of times 4 KiB that they
	 * take of the heap. A token that takes more counts as several. From 1 to 1000000.
	 * @param timeToLive Maximum time that a token is cached, which also ends when the
	 * token expires. From 1ms to 1d.
	 */
	record Cache(@DefaultValue("true") boolean enabled, @DefaultValue("10000") int maximumSize,
			@DefaultValue("60s") Duration timeToLive) {

		Cache {
			PropertyBounds.check("jwt-security.token.cache.maximum-size", maximumSize, 1, 1_000_000,
					"the tokens are kept in memory");
			PropertyBounds.check("jwt-security.token.cache.time-to-live", timeToLive, "1ms", "1d",
					"a token is not verified again for this long");
		}

	}

}
