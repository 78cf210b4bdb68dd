package io.github.jwtsecurity.token;

/**
 * The key that made the signature of a token.
 */
@FunctionalInterface
interface AcceptedKey {

	/** A key that is accepted as long as the application runs. */
	AcceptedKey ALWAYS = () -> true;

	/**
	 * Returns whether signatures of the key are still accepted. This method is called for
	 * every request, so it never waits.
	 * @return {@code false} if the key was rotated out, or the key set is too old
	 */
	boolean isStillAccepted();

}
