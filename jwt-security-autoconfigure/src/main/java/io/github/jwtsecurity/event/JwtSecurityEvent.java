package io.github.jwtsecurity.event;

import java.time.Instant;

/**
 * Something that happened to an account. It is published once, as a Spring application
 * event, after what it tells is committed; so it is never published for what did not
 * happen. A listener is called on the thread that did it, and holds up the answer.
 */
public sealed interface JwtSecurityEvent {

	/**
	 * Returns when it happened.
	 * @return the time
	 */
	Instant time();

	/**
	 * Returns who asked for it.
	 * @return where the request came from
	 */
	Client client();

	/**
	 * An account was created, and its owner is logged in with it.
	 *
	 * @param time when it happened
	 * @param userId the new account's id
	 * @param email the email address as it was given
	 * @param client where the request came from
	 */
	record SignedUp(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {
	}

	/**
	 * Somebody logged in.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param email the email address of the account
	 * @param client where the request came from
	 */
	record LoggedIn(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {
	}

	/**
	 * A login was refused. The client is told none of this.
	 *
	 * @param time when it happened
	 * @param email what was typed as the email address, cut after 254 characters. It may
	 * be anything, also a password in the wrong field: neutralise it before it is logged
	 * or shown
	 * @param reason why
	 * @param client where the request came from
	 */
	record LoginFailed(Instant time, String email, Reason reason, Client client) implements JwtSecurityEvent {

		/**
		 * Why a login was refused.
		 */
		public enum Reason {

			/** There is no account with this email address. */
			UNKNOWN_EMAIL,

			/** The account is disabled. */
			DISABLED,

			/** The password is wrong. */
			WRONG_PASSWORD

		}

		/**
		 * Leaves out what was typed.
		 */
		@Override
		public String toString() {
			return "LoginFailed[time=" + this.time + ", reason=" + this.reason + "]";
		}

	}

	/**
	 * Somebody logged out.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record LoggedOut(Instant time, String userId, Client client) implements JwtSecurityEvent {
	}

	/**
	 * A password was replaced by its owner.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record PasswordChanged(Instant time, String userId, Client client) implements JwtSecurityEvent {
	}

	/**
	 * A password was not replaced, because the current one was wrong.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record PasswordChangeFailed(Instant time, String userId, Client client) implements JwtSecurityEvent {
	}

	/**
	 * An account was disabled. Its sessions are ended.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record AccountDisabled(Instant time, String userId, Client client) implements JwtSecurityEvent {
	}

	/**
	 * An account was enabled again.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record AccountEnabled(Instant time, String userId, Client client) implements JwtSecurityEvent {
	}

	/**
	 * A refresh token was exchanged for its successor.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param sessionId the session's id
	 * @param client where the request came from
	 */
	record SessionRefreshed(Instant time, String userId, String sessionId, Client client) implements JwtSecurityEvent {
	}

	/**
	 * A refresh token that was exchanged before was presented again: it was stolen, or
	 * its client is broken (RFC 9700, section 4.14.2). {@link SessionEnded} follows.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param sessionId the session's id
	 * @param client where the request came from: the thief, or the owner after the thief
	 */
	record RefreshTokenReused(Instant time, String userId, String sessionId,
			Client client) implements JwtSecurityEvent {
	}

	/**
	 * A session was ended before its time. Its refresh token is dead; its access tokens
	 * are within {@code jwt-security.sessions.revocation-delay}.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param sessionId the session's id
	 * @param reason why
	 * @param client where the request came from
	 */
	record SessionEnded(Instant time, String userId, String sessionId, Reason reason,
			Client client) implements JwtSecurityEvent {

		/**
		 * Why a session was ended.
		 */
		public enum Reason {

			/** Its user logged out. */
			LOGOUT,

			/** Its user, or the application, shut it out. */
			REVOKED,

			/** Its user changed the password elsewhere. */
			PASSWORD_CHANGED,

			/** A refresh token was presented that had been exchanged before. */
			REUSED,

			/** Its user is gone or disabled. */
			DISABLED

		}

	}

}
