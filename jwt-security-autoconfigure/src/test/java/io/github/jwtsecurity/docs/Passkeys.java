package io.github.jwtsecurity.docs;

/**
 * The passkeys of an application.
 */
interface Passkeys {

	/**
	 * Returns the user id of the passkey that has made an assertion.
	 */
	String verify(String assertion);

}
