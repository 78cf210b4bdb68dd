package io.github.jwtsecurity.account;

import java.util.function.Function;

import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.mail.MailKind;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to sign up or to log in, which makes the grant for the user if it succeeds.
 * If a method of the attempt throws an exception, the signup or login fails with that
 * exception.
 *
 * @param <T> the type of the grant, such as tokens
 */
public interface AccountAttempt<T> extends PasswordAttempt {

	/**
	 * Creates an attempt that is not limited.
	 * @param <T> the type of the grant
	 * @param grant the function that makes the grant
	 * @return the attempt
	 */
	static <T> AccountAttempt<T> granting(Function<Account, T> grant) {
		return new AccountAttempt<>() {

			@Override
			public void begin() {
			}

			@Override
			public T grant(Account account) {
				return grant.apply(account);
			}

		};
	}

	/**
	 * Receives the account of a login before the password is queued for hashing. This
	 * method may be called more than once.
	 * @param account the account, which may be disabled; {@code null} if there is none
	 */
	default void found(@Nullable Account account) {
	}

	/**
	 * Counts a mail to the owner of an account whose address somebody else may have
	 * entered. A signup calls this method before it changes anything.
	 * @param kind the kind of the mail
	 * @return whether the mail may be sent; {@code true} by default
	 */
	default boolean countMail(MailKind kind) {
		return true;
	}

	/**
	 * Makes the grant for the user of an account, in the transaction of the signup or
	 * login if both are in one database. This method may be called more than once.
	 * @param account the account
	 * @return the grant
	 */
	T grant(Account account);

}
