package io.github.jwtsecurity.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * A user who can log in. Times are kept to the microsecond, which every database can
 * store; what is finer is cut off.
 *
 * @param id who it is, at most 36 characters; never changes
 * @param email the email address as it was given, without surrounding blanks
 * @param passwordHash the hash of the password with the {@code {id}} of its encoder, at
 * most 500 characters
 * @param createdAt when the account was made
 * @param lastLoginAt when its user last logged in, {@code null} before the first time
 * @param enabled whether its user may log in
 */
public record Account(String id, String email, String passwordHash, Instant createdAt, @Nullable Instant lastLoginAt,
		boolean enabled) {

	/**
	 * Creates an account.
	 */
	public Account {
		createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
		lastLoginAt = (lastLoginAt != null) ? lastLoginAt.truncatedTo(ChronoUnit.MICROS) : null;
	}

	Account withPasswordHash(String newHash) {
		return new Account(this.id, this.email, newHash, this.createdAt, this.lastLoginAt, this.enabled);
	}

	/**
	 * The account without what is nobody else's business.
	 * @return a text without the email address and the hash
	 */
	@Override
	public String toString() {
		return "Account[id=%s, createdAt=%s, lastLoginAt=%s, enabled=%s]".formatted(this.id, this.createdAt,
				this.lastLoginAt, this.enabled);
	}

}
