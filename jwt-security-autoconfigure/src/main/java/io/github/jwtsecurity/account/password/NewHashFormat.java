package io.github.jwtsecurity.account.password;

/**
 * A format in which new hashes are created.
 */
interface NewHashFormat extends HashFormat {

	/**
	 * Returns an empty hash with the parameters of new hashes. A comparison with it costs
	 * as much as any other.
	 */
	String standIn();

}
