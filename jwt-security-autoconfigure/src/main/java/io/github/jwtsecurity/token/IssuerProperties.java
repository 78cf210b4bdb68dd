package io.github.jwtsecurity.token;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Properties for a further issuer. Exactly one key source is set.
 *
 * @param secret Shared HMAC secret, in the form of jwt-security.secret.
 * @param previousSecrets Further secrets that verify tokens.
 * @param jwkSetUri Address of the issuer's JSON Web Key Set (RFC 7517).
 * @param publicKeyLocation Location of a PEM file with the issuer's public key.
 * @param betterAuth Preset for a Better Auth server.
 * @param supabase Preset for a Supabase project.
 * @param issuerUri Issuer whose metadata names its key set.
 * @param algorithms Allow-list of JWS algorithms, as in jwt-security.algorithms.
 * @param issuer The "iss" claim of the issuer's tokens. Required, unless a preset or
 * "issuer-uri" states it.
 * @param audiences Accepted values of the "aud" claim, of which a token needs one; not
 * checked when empty.
 * @param userIdClaim Name of the claim that holds the user id; "user_id" when not set, or
 * "sub" with a preset.
 * @param userIdPrefix Text that is put before each user id, so that no user of this
 * issuer has the id of a user of another one. Required. It may be written as empty, and
 * the issuer can then act as any user of the home issuer.
 * @param requiredClaims Claims that must be present in addition to the user id claim,
 * "iat" and "exp".
 * @param authoritiesClaim Name of the claim with the authorities. When it is not set,
 * users of this issuer have no authorities.
 * @param authorityPrefix Prefix of each authority that is read from the claim of an
 * access token. Required with "authorities-claim".
 * @param jwkSet Settings for fetching the key set; those that are not set are taken from
 * jwt-security.jwk-set.
 */
record IssuerProperties(@Nullable String secret, @DefaultValue List<String> previousSecrets, @Nullable String jwkSetUri,
		@Nullable Resource publicKeyLocation, @DefaultValue BetterAuth betterAuth, @DefaultValue Supabase supabase,
		@Nullable String issuerUri, @DefaultValue List<String> algorithms, @Nullable String issuer,
		@DefaultValue List<String> audiences, @Nullable String userIdClaim, @Nullable String userIdPrefix,
		@DefaultValue("email") List<String> requiredClaims, @Nullable String authoritiesClaim,
		@Nullable String authorityPrefix, @DefaultValue KeySetOverrides jwkSet) {

	/**
	 * Returns a text without the secrets.
	 */
	@Override
	public String toString() {
		return "IssuerProperties[issuer=%s, audiences=%s, userIdPrefix=%s]".formatted(this.issuer, this.audiences,
				this.userIdPrefix);
	}

}
