package io.github.jwtsecurity.token;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Properties for the keys, issuers and audiences that are accepted. Exactly one key
 * source is set: a secret, a key set, a public key, or a Better Auth server.
 *
 * @param secret Shared HMAC secret: the UTF-8 bytes of the text, or with the prefix
 * "base64:" the decoded bytes. At least 32 bytes; blank counts as not set.
 * @param previousSecrets Secrets that still verify tokens but never sign new ones, in the
 * form of "secret".
 * @param generateSecret Whether to use a random secret for this run when no key source is
 * set. For development only: its tokens become invalid when the process ends.
 * @param jwkSetUri Address of the issuer's JSON Web Key Set (RFC 7517).
 * @param publicKeyLocation Location of a PEM file with the issuer's public key: RSA, EC
 * or Ed25519.
 * @param betterAuth Preset for a Better Auth server.
 * @param algorithms Allow-list of JWS algorithms. For a secret exactly one of HS256,
 * HS384 and HS512; HS256 when empty. For other key sources any of EdDSA, ES256, ES384,
 * ES512, RS256, RS384, RS512, PS256, PS384 and PS512; all of these when empty.
 * @param issuer The only accepted "iss" claim; not checked when not set.
 * @param audiences The accepted "aud" claims, of which a token needs one; not checked
 * when empty.
 */
@ConfigurationProperties("jwt-security")
record VerificationProperties(@Nullable String secret, @DefaultValue List<String> previousSecrets,
		@DefaultValue("false") boolean generateSecret, @Nullable String jwkSetUri, @Nullable Resource publicKeyLocation,
		@DefaultValue BetterAuth betterAuth, @DefaultValue List<String> algorithms, @Nullable String issuer,
		@DefaultValue List<String> audiences) {

	VerificationProperties {
		Assert.isTrue(issuer == null || !issuer.isBlank(),
				"jwt-security.issuer must not be blank; remove it if any" + " issuer is accepted");
		Assert.isTrue(audiences.stream().noneMatch(String::isBlank),
				"jwt-security.audiences must not have blank values");
	}

	@Nullable String acceptedIssuer() {
		return (this.issuer == null && this.betterAuth.isSet()) ? this.betterAuth.origin() : this.issuer;
	}

	List<String> acceptedAudiences() {
		return (this.audiences.isEmpty() && this.betterAuth.isSet()) ? List.of(this.betterAuth.origin())
				: this.audiences;
	}

	/**
	 * Returns a text without the secrets.
	 */
	@Override
	public String toString() {
		return "VerificationProperties[generateSecret=%s, jwkSetUri=%s, publicKeyLocation=%s, betterAuth=%s, algorithms=%s, issuer=%s, audiences=%s]"
			.formatted(this.generateSecret, this.jwkSetUri, this.publicKeyLocation, this.betterAuth, this.algorithms,
					this.issuer, this.audiences);
	}

	/**
	 * Preset for a Better Auth server with its JWT plugin.
	 *
	 * @param url The server's base URL. Its origin is the accepted issuer and audience
	 * unless others are set, and the user id is in "sub" unless another claim is set.
	 * @param basePath Path of the server's endpoints below its URL.
	 * @param jwkSetUri Address of the key set; below the base path when not set.
	 */
	record BetterAuth(@Nullable String url, @DefaultValue("/api/auth") String basePath, @Nullable String jwkSetUri) {

		boolean isSet() {
			return StringUtils.hasText(this.url);
		}

		BetterAuth {
			Assert.isTrue(basePath.isEmpty() || basePath.startsWith("/"),
					"jwt-security.better-auth.base-path must be empty or begin with /");
			DotSegments.refuse("jwt-security.better-auth.base-path", basePath);
		}

		/**
		 * Returns the origin that Better Auth uses as issuer and audience: the scheme,
		 * the host and the port, unless that is the default port of the scheme.
		 */
		String origin() {
			return KeySetUri.origin(baseUrl());
		}

		URI keySetUri() {
			if (StringUtils.hasText(this.jwkSetUri)) {
				return KeySetUri.require("jwt-security.better-auth.jwk-set-uri", this.jwkSetUri);
			}
			String base = baseUrl().toString();
			return KeySetUri.require("jwt-security.better-auth.base-path",
					trimSlash(base) + trimSlash(this.basePath) + "/jwks");
		}

		private URI baseUrl() {
			return KeySetUri.requireWithoutQuery("jwt-security.better-auth.url", this.url);
		}

		private static String trimSlash(String text) {
			return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		}

	}

}
