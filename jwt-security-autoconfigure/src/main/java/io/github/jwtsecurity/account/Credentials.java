package io.github.jwtsecurity.account;

import io.github.jwtsecurity.event.Client;

/**
 * The email address and the password with which a user signs up or logs in.
 *
 * @param email the email address as the user typed it
 * @param password the password as the user typed it
 * @param client the origin of the request
 */
public record Credentials(String email, String password, Client client) {

	/**
	 * Returns a text without the email address and the password.
	 */
	@Override
	public String toString() {
		return "Credentials[client=" + this.client + "]";
	}

}
