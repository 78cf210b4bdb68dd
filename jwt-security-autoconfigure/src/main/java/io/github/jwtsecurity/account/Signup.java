package io.github.jwtsecurity.account;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a signup.
 *
 * @param <T> what a new user gets
 */
public sealed interface Signup<T> {

	/**
	 * There is a new account.
	 *
	 * @param <T> what a new user gets
	 * @param grant what this one gets
	 */
	record Created<T>(T grant) implements Signup<T> {
	}

	/**
	 * Another account has the email address.
	 *
	 * @param <T> what a new user would get
	 */
	record EmailTaken<T>() implements Signup<T> {
	}

	/**
	 * The input is refused, and nothing is stored. Each text completes a sentence about
	 * the field ("must have a digit") and never has a part of the input in it.
	 *
	 * @param <T> what a new user would get
	 * @param email what is wrong with the email address, {@code null} if nothing is
	 * @param password what is wrong with the password, every failed rule
	 */
	record Refused<T>(@Nullable String email, List<String> password) implements Signup<T> {
	}

}
