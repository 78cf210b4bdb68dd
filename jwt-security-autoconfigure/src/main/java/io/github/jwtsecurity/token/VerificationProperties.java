package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Properties for the keys, issuers and audiences that are accepted. Exactly one key
 * source is set: a secret, a signing key, a key set, a public key, or a preset.
 *
 * @param secret Shared HMAC secret: the UTF-8 bytes of the text, or with the prefix
 * "base64:" the decoded bytes. At least 32 bytes; blank counts as not set.
 * @param previousSecrets Secrets that still verify tokens but never sign new ones, in the
 * form of jwt-security.secret. They can be set beside any key source.
 * @param generateSecret Whether to use a random secret for this run when no key source is
 * set. For development only: its tokens become invalid when the process ends.
 * @param jwkSetUri Address of the issuer's JSON Web Key Set (RFC 7517).
 * @param publicKeyLocation Location of a PEM file with the issuer's public key: RSA, EC
 * or Ed25519.
 * @param betterAuth Preset for a Better Auth server.
 * @param supabase Preset for a Supabase project.
 * @param issuer Accepted value of the "iss" claim; not checked when not set.
 * @param issuerUri Issuer whose metadata names its key set (OpenID Connect Discovery, RFC
 * 8414). The metadata is read for the first token, never at start-up. It is the accepted
 * "iss" unless "issuer" is set.
 * @param algorithms Allow-list of JWS algorithms. At most one of HS256, HS384 and HS512,
 * for secrets; HS256 when there is none. For key pairs, any of EdDSA, ES256, ES384,
 * ES512, RS256, RS384, RS512, PS256, PS384 and PS512; all of these when there is none.
 * @param audiences Accepted values of the "aud" claim, of which a token needs one; not
 * checked when empty.
 * @param issuers Further issuers by name, each with its own keys and rules. The "iss"
 * claim of a token selects its issuer.
 */
@ConfigurationProperties("jwt-security")
record VerificationProperties(@Nullable String secret, @DefaultValue List<String> previousSecrets,
		@DefaultValue("false") boolean generateSecret, @Nullable String jwkSetUri, @Nullable Resource publicKeyLocation,
		@NestedConfigurationProperty @DefaultValue BetterAuth betterAuth,
		@NestedConfigurationProperty @DefaultValue Supabase supabase, @Nullable String issuerUri,
		@DefaultValue List<String> algorithms, @Nullable String issuer, @DefaultValue List<String> audiences,
		@DefaultValue Map<String, IssuerProperties> issuers) {

	/**
	 * Returns a text without the secrets.
	 */
	@Override
	public String toString() {
		return "VerificationProperties[issuer=%s, audiences=%s, issuers=%s]".formatted(this.issuer, this.audiences,
				this.issuers);
	}

}
