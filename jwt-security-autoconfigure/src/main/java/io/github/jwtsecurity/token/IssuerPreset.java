package io.github.jwtsecurity.token;

import java.net.URI;

/**
 * A preset for the tokens of one kind of issuer, whose user id is in {@code sub}. Its
 * values apply unless others are set.
 */
interface IssuerPreset {

	/** The claim that holds the user id. */
	String USER_ID_CLAIM = "sub";

	/**
	 * Returns the value of {@code iss}.
	 * @param prefix the prefix of the properties, for errors
	 */
	String issuer(String prefix);

	/**
	 * Returns the accepted audience.
	 * @param prefix the prefix of the properties, for errors
	 */
	String audience(String prefix);

	/**
	 * Returns the address of the key set.
	 * @param prefix the prefix of the properties, for errors
	 */
	URI keySetUri(String prefix);

}
