package io.github.jwtsecurity.token;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Preset for a Better Auth server with its JWT plugin.
 *
 * @param url Base URL of a Better Auth server. Its origin is the accepted issuer and
 * audience unless others are set, and the user id is in "sub" unless another claim is
 * set.
 * @param basePath Path of the endpoints of the Better Auth server, below its URL.
 * @param jwkSetUri Address of the key set of the Better Auth server; below its base path
 * when not set.
 */
record BetterAuth(@Nullable String url, @DefaultValue("/api/auth") String basePath,
		@Nullable String jwkSetUri) implements IssuerPreset {

	/**
	 * Returns the origin of the server: the scheme, the host and the port, unless that is
	 * the default port of the scheme.
	 */
	@Override
	public String issuer(String prefix) {
		return KeySetUri.origin(baseUrl(prefix));
	}

	@Override
	public String audience(String prefix) {
		return issuer(prefix);
	}

	@Override
	public URI keySetUri(String prefix) {
		if (StringUtils.hasText(this.jwkSetUri)) {
			return KeySetUri.require(prefix + ".better-auth.jwk-set-uri", this.jwkSetUri);
		}
		return KeySetUri.require(prefix + ".better-auth.base-path",
				KeySetUri.trimSlash(baseUrl(prefix).toString()) + KeySetUri.trimSlash(this.basePath) + "/jwks");
	}

	private URI baseUrl(String prefix) {
		return KeySetUri.requireWithoutQuery(prefix + ".better-auth.url", this.url);
	}

}
