package io.github.jwtsecurity.event;

import org.jspecify.annotations.Nullable;

/**
 * The facts about a refused token that are safe to be recorded. Unless the signature is
 * valid, anybody can have created the token.
 *
 * @param claim the name of the claim that is wrong, which is one of a standard or of the
 * configuration; {@code null} if the reason is not a claim
 * @param keyId the id of the key that the token names, {@code unknown} if the issuer has
 * no such key now, {@code null} if the token names no key
 * @param issuer the name of the issuer in the configuration, {@code unknown} if the
 * issuer is not accepted, {@code null} if it was not determined
 */
public record RefusedToken(@Nullable String claim, @Nullable String keyId, @Nullable String issuer) {

	/** The facts about a token whose claim, key and issuer are not known. */
	public static final RefusedToken UNKNOWN = new RefusedToken(null, null, null);

}
