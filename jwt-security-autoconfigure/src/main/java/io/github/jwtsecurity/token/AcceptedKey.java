package io.github.jwtsecurity.token;

/**
 * The key that made a signature.
 */
@FunctionalInterface
interface AcceptedKey {

	/** One that is accepted for as long as the application runs. */
	AcceptedKey ALWAYS = () -> true;

	/**
	 * Whether signatures of it are still accepted. Called at every request, so it waits
	 * for nothing.
	 * @return {@code false} if it was rotated out, or the keys are too old
	 */
	boolean isStillAccepted();

}
