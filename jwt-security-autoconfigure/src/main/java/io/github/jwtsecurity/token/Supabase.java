package io.github.jwtsecurity.token;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Preset for a Supabase project.
 *
 * @param url URL of a Supabase project, such as https://abc.supabase.co. The accepted
 * issuer is "/auth/v1" below it, and the accepted audience "authenticated", unless others
 * are set, and the user id is in "sub" unless another claim is set.
 */
record Supabase(@Nullable String url) implements IssuerPreset {

	@Override
	public String issuer(String prefix) {
		return KeySetUri.trimSlash(KeySetUri.requireWithoutQuery(prefix + ".supabase.url", this.url).toString())
				+ "/auth/v1";
	}

	/**
	 * Returns the audience of the tokens of signed-in users.
	 */
	@Override
	public String audience(String prefix) {
		return "authenticated";
	}

	@Override
	public URI keySetUri(String prefix) {
		return KeySetUri.require(prefix + ".supabase.url", issuer(prefix) + "/.well-known/jwks.json");
	}

}
