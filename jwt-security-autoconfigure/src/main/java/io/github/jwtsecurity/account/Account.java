package io.github.jwtsecurity.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * The account of a user who can log in. Times are truncated to microseconds, which every
 * database can store.
 *
 * @param id the user id, at most 36 characters, which never changes
 * @param email the email address
 * @param passwordHash the hash of the password with the {@code {id}} of its encoder, at
 * most 500 characters
 * @param createdAt the time at which the account was created
 * @param lastLoginAt the time of the last login, {@code null} before the first one
 * @param state the rest of the account
 */
public record Account(String id, EmailAddress email, String passwordHash, Instant createdAt,
		@Nullable Instant lastLoginAt, AccountState state) {

	/**
	 * Creates an account.
	 */
	public Account {
		createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
		lastLoginAt = (lastLoginAt != null) ? lastLoginAt.truncatedTo(ChronoUnit.MICROS) : null;
	}

	/**
	 * Creates an account whose email address is not verified.
	 * @param id the user id
	 * @param email the email address
	 * @param passwordHash the hash of the password
	 * @param createdAt the time at which the account was created
	 * @param lastLoginAt the time of the last login, {@code null} before the first one
	 * @param enabled whether the user may log in
	 */
	public Account(String id, EmailAddress email, String passwordHash, Instant createdAt, @Nullable Instant lastLoginAt,
			boolean enabled) {
		this(id, email, passwordHash, createdAt, lastLoginAt, new AccountState(enabled, false, null));
	}

	/**
	 * Returns whether the user may log in.
	 * @return {@code false} for a disabled account
	 */
	public boolean enabled() {
		return this.state.enabled();
	}

	/**
	 * Returns whether the user has proved that the email address is theirs.
	 * @return {@code true} for a verified address
	 */
	public boolean emailVerified() {
		return this.state.emailVerified();
	}

	Account withPasswordHash(String newHash) {
		return new Account(this.id, this.email, newHash, this.createdAt, this.lastLoginAt, this.state);
	}

	Account withLastLogin(String currentHash, Instant time) {
		return new Account(this.id, this.email, currentHash, this.createdAt, time, this.state);
	}

	/**
	 * Returns a text without personal data.
	 * @return a text without the email address and the hash
	 */
	@Override
	public String toString() {
		return "Account[id=%s, createdAt=%s, lastLoginAt=%s, state=%s]".formatted(this.id, this.createdAt,
				this.lastLoginAt, this.state);
	}

}
