package io.github.jwtsecurity.token;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Preset for a Supabase project.
 *
 * @param url The project's URL, such as https://abc.supabase.co. Its path /auth/v1 is the
 * accepted issuer and "authenticated" the accepted audience, unless others are set, and
 * the user id is in "sub" unless another claim is set.
 */
record Supabase(@Nullable String url) {

	/** The audience of the tokens of signed-in users. */
	static final String AUDIENCE = "authenticated";

	/**
	 * Returns the issuer of the tokens of the project.
	 * @param prefix the prefix of the properties, for errors
	 */
	String issuer(String prefix) {
		return KeySetUri.trimSlash(KeySetUri.requireWithoutQuery(prefix + ".supabase.url", this.url).toString())
				+ "/auth/v1";
	}

	URI keySetUri(String prefix) {
		return KeySetUri.require(prefix + ".supabase.url", issuer(prefix) + "/.well-known/jwks.json");
	}

}
