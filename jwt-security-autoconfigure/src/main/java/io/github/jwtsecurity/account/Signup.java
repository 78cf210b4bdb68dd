package io.github.jwtsecurity.account;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a signup.
 *
 * @param <T> the type of the grant, such as tokens
 */
public sealed interface Signup<T> {

	/**
	 * The account was created.
	 *
	 * @param <T> the type of the grant
	 * @param grant the grant of the new user
	 */
	record Created<T>(T grant) implements Signup<T> {
	}

	/**
	 * The owner of the email address gets a mail, and nobody is logged in: because users
	 * have to verify their address first, or because the response must not reveal whether
	 * the address belongs to another account.
	 *
	 * @param <T> the type of the grant
	 */
	record Accepted<T>() implements Signup<T> {
	}

	/**
	 * The email address belongs to another account.
	 *
	 * @param <T> the type of the grant
	 */
	record EmailTaken<T>() implements Signup<T> {
	}

	/**
	 * The input is refused, and nothing is stored. Each text completes a sentence about
	 * the field, such as "must have a digit", and never contains a part of the input.
	 *
	 * @param <T> the type of the grant
	 * @param email the problem with the email address, {@code null} if there is none
	 * @param password all violated rules for the password
	 */
	record Refused<T>(@Nullable String email, List<String> password) implements Signup<T> {
	}

}
