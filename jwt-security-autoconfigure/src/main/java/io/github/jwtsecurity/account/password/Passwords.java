package io.github.jwtsecurity.account.password;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The rules for new passwords, and their hashes.
 *
 * @hidden
 */
public final class Passwords implements Closeable {

	private final NewPasswordCheck check;

	private final PasswordHasher hasher;

	Passwords(NewPasswordCheck check, PasswordHasher hasher) {
		this.check = check;
		this.hasher = hasher;
	}

	/**
	 * Creates a hash that matches no password and equals no other hash.
	 * @return the hash
	 */
	public static String revokedHash() {
		return PasswordHasher.REVOKED + UUID.randomUUID();
	}

	/**
	 * Checks a new password against the rules that can be checked immediately.
	 * @param password the password as the user typed it
	 * @param email the email address of the user, as the user typed it
	 * @return the violated rules, without the password; empty if the password is accepted
	 */
	public List<String> violations(CharSequence password, String email) {
		return this.check.violations(password, email);
	}

	/**
	 * Checks whether a new password is known from a data breach, which may take seconds.
	 * @param password the password as the user typed it
	 * @return the violated rules, empty if the password is accepted. The future is
	 * completed on a thread that must not block
	 */
	public CompletableFuture<List<String>> breaches(CharSequence password) {
		return this.check.breaches(password);
	}

	/**
	 * Hashes a new password.
	 * @param password the password, which complies with the rules
	 * @param attempt the attempt that needs the hash
	 * @return the hash, or the exception of an attempt that cannot begin
	 */
	public CompletableFuture<String> hash(CharSequence password, PasswordAttempt attempt) {
		return this.hasher.forAttempt(attempt).hash(password);
	}

	/**
	 * Compares a password with a stored hash, at the cost of a hash even if there is
	 * none.
	 * @param password the password as the user typed it
	 * @param storedHash the hash, {@code null} if there is no account
	 * @param attempt the attempt that needs the comparison
	 * @return the outcome, or the exception of an attempt that cannot begin
	 */
	public CompletableFuture<PasswordVerification> verify(CharSequence password, @Nullable String storedHash,
			PasswordAttempt attempt) {
		return this.hasher.forAttempt(attempt).verify(password, storedHash);
	}

	/**
	 * Hashes a new password if the current one is right.
	 * @param current the current password as the user typed it
	 * @param storedHash the hash of the current password
	 * @param password the new password, which complies with the rules
	 * @param attempt the attempt that needs the hash
	 * @return the hash, empty if the current password is wrong, or the exception of an
	 * attempt that cannot begin
	 */
	public CompletableFuture<Optional<String>> replace(CharSequence current, String storedHash, CharSequence password,
			PasswordAttempt attempt) {
		return this.hasher.forAttempt(attempt).replace(current, storedHash, password);
	}

	@Override
	public void close() {
		this.check.close();
	}

}
