package io.github.jwtsecurity.test.attack;

/**
 * The attacked application.
 */
interface Service {

	/**
	 * Sends a request.
	 * @param request the request
	 * @return the response
	 * @throws UnsendableRequestException if the request cannot be sent as it is written
	 */
	AttackResponse send(AttackRequest request);

	/**
	 * Returns the name of the transport for the title of the report, such as
	 * {@code HTTP}.
	 */
	String transport();

}
