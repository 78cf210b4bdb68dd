package io.github.jwtsecurity.token;

/**
 * The key that made a signature.
 */
@FunctionalInterface
interface AcceptedKey {

	/** One that is accepted for as long as the application runs. */
	AcceptedKey ALWAYS = () -> true;

	/**
	 * Whether signatures of it are still accepted. It is asked at every request, and asks
	 * nobody outside.
	 * @return {@code false} if it was rotated out
	 */
	boolean isStillAccepted();

}
