package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What a token must look like.
 *
 * @param userIdClaim Name of the claim that holds the user id: a non-blank string or an
 * integer. There is no fallback to another claim.
 * @param requiredClaims Claims that must be present on top of the user id claim, "iat"
 * and "exp".
 * @param clockSkew How far the issuer's clock may be off when "exp", "nbf" and "iat" are
 * checked.
 * @param acceptedTypes Accepted "typ" headers, compared without regard to case. An absent
 * "typ" is always accepted.
 * @param authoritiesClaim Name of the claim with the authorities: a space-delimited
 * string or an array of strings.
 * @param authorityPrefix Text that is put before each authority.
 */
@ConfigurationProperties("jwt-security.token")
record TokenProperties(@DefaultValue("user_id") String userIdClaim, @DefaultValue("email") List<String> requiredClaims,
		@DefaultValue("30s") Duration clockSkew, @DefaultValue( {
				"JWT", "at+jwt" }) List<String> acceptedTypes,
		@DefaultValue("scope") String authoritiesClaim, @DefaultValue("SCOPE_") String authorityPrefix){

	TokenProperties {
		Assert.hasText(userIdClaim, "jwt-security.token.user-id-claim must not be blank");
		Assert.isTrue(!clockSkew.isNegative(), "jwt-security.token.clock-skew must not be negative");
	}

}
