package io.github.jwtsecurity.token;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which keys, issuers and audiences are accepted.
 *
 * @param secret shared HMAC secret: the UTF-8 bytes of the text, or with the prefix
 * "base64:" the decoded bytes. At least 32 bytes; blank counts as not set.
 * @param previousSecrets secrets that still verify tokens but never sign new ones, in the
 * form of "secret".
 * @param generateSecret whether to use a random secret for this run when no key source is
 * set. For development only: its tokens end with the process.
 * @param algorithms allow-list of JWS algorithms. For a secret exactly one of HS256,
 * HS384 and HS512; HS256 when empty.
 * @param issuer the only accepted "iss" claim; not checked when not set.
 * @param audiences the accepted "aud" claims, of which a token needs one; not checked
 * when empty.
 */
@ConfigurationProperties("jwt-security")
record VerificationProperties(@Nullable String secret, @DefaultValue List<String> previousSecrets,
		@DefaultValue("false") boolean generateSecret, @DefaultValue List<String> algorithms, @Nullable String issuer,
		@DefaultValue List<String> audiences) {

	boolean hasSecret() {
		return this.secret != null && !this.secret.isBlank();
	}

	/**
	 * Leaves the secrets out.
	 */
	@Override
	public String toString() {
		return "VerificationProperties[generateSecret=%s, algorithms=%s, issuer=%s, audiences=%s]"
			.formatted(this.generateSecret, this.algorithms, this.issuer, this.audiences);
	}

}
