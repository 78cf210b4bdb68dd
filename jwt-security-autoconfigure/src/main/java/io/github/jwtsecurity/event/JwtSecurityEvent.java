package io.github.jwtsecurity.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A change to an account or a session, or a refused request. An event is published once,
 * as a Spring application event. An event for a change is published after the transaction
 * of the change is committed, so a change that is rolled back has no event. Listeners are
 * called on the thread that publishes the event, so a slow listener delays the response.
 *
 * <p>
 * The audit trail and the metrics use only the methods of this interface.
 */
public sealed interface JwtSecurityEvent {

	/**
	 * The maximum number of characters that are kept of a text that was entered as an
	 * email address.
	 */
	int MAX_TYPED_LENGTH = 254;

	/**
	 * Returns the time of the event.
	 * @return the time
	 */
	Instant time();

	/**
	 * Returns the id of the user whose account the event is about.
	 * @return the user id, {@code null} if the request was not authenticated as a user
	 */
	@Nullable String userId();

	/**
	 * Returns the origin of the request.
	 * @return the client
	 */
	Client client();

	/**
	 * Returns the outcome, as the audit trail records it.
	 * @return the outcome
	 */
	Outcome outcome();

	/**
	 * Returns the count that the event adds to a meter.
	 * @return the count, {@code null} for an event that no meter counts
	 */
	@Nullable EventCount count();

	/**
	 * Returns the reason of the outcome.
	 * @return an enum constant, a text that is one of a few constant names, or the
	 * authority that was granted or revoked; {@code null} by default
	 */
	default @Nullable Object reason() {
		return null;
	}

	/**
	 * Returns the email address of the account, or the text that was entered as one,
	 * which may be anything.
	 * @return the email address, {@code null} by default
	 */
	default @Nullable String email() {
		return null;
	}

	/**
	 * Returns the id of the only session that the event is about.
	 * @return the session's id, {@code null} by default
	 */
	default @Nullable String sessionId() {
		return null;
	}

	/**
	 * Returns the ids of the sessions that the event is about, if there are several.
	 * @return the ids, none by default
	 */
	default List<String> sessionIds() {
		return List.of();
	}

	/**
	 * Returns the request that was refused.
	 * @return the method and the path, {@code null} by default
	 */
	default @Nullable RequestLine request() {
		return null;
	}

	/**
	 * Returns the facts about the token that was refused.
	 * @return the claim, key and issuer, {@code null} by default
	 */
	default @Nullable RefusedToken token() {
		return null;
	}

	/**
	 * Returns whether the event is an admission, which is a signup or login. With
	 * {@code jwt-security.audit.failure=refuse}, it is recorded before the user is
	 * admitted.
	 * @return {@code true} for an admission; {@code false} by default
	 */
	default boolean admission() {
		return false;
	}

	/**
	 * Returns a text that was entered, cut after {@link #MAX_TYPED_LENGTH} characters.
	 */
	private static String cut(String typed) {
		return typed.substring(0, Math.min(typed.length(), MAX_TYPED_LENGTH));
	}

	private static EventCount oneTimeToken(String purpose, Outcome outcome) {
		return EventCount.of(Meter.ONE_TIME_TOKENS).tag("purpose", purpose).tag("outcome", outcome);
	}

	/**
	 * The outcome of an event.
	 */
	enum Outcome {

		/** A change was made. */
		SUCCESS,

		/** A request was refused. */
		FAILURE

	}

	/**
	 * An account was created, and its owner was logged in unless the email address has to
	 * be verified first.
	 *
	 * @param time the time of the event
	 * @param userId the new account's id
	 * @param email the email address as it was entered
	 * @param client the origin of the request
	 */
	record SignedUp(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.SIGNUPS);
		}

		@Override
		public boolean admission() {
			return true;
		}

	}

	/**
	 * A user logged in.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param email the email address of the account
	 * @param client the origin of the request
	 */
	record LoggedIn(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.LOGINS).tag("outcome", Outcome.SUCCESS);
		}

		@Override
		public boolean admission() {
			return true;
		}

	}

	/**
	 * A login was refused. The client does not learn the reason.
	 *
	 * @param time the time of the event
	 * @param email the text that was entered as the email address, cut after 254
	 * characters. It may be anything, even a password that was entered in the wrong
	 * field: neutralise it before it is logged or shown
	 * @param reason the reason for the refusal
	 * @param client the origin of the request
	 */
	record LoginFailed(Instant time, String email, Reason reason, Client client) implements JwtSecurityEvent {

		/**
		 * Creates a new event.
		 * @param time the time of the event
		 * @param email the text that was entered, of any length
		 * @param reason the reason for the refusal
		 * @param client the origin of the request
		 */
		public LoginFailed {
			email = cut(email);
		}

		/**
		 * A reason for refusing a login.
		 */
		public enum Reason {

			/** The email address has no account. */
			UNKNOWN_EMAIL,

			/** The account is disabled. */
			DISABLED,

			/** The password is wrong. */
			WRONG_PASSWORD,

			/** The password is right, but the email address has to be verified first. */
			EMAIL_NOT_VERIFIED

		}

		@Override
		public @Nullable String userId() {
			return null;
		}

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.LOGINS).tag("outcome", this.reason);
		}

		/**
		 * Returns a text without the email address, since that may be a password.
		 */
		@Override
		public String toString() {
			return "LoginFailed[time=" + this.time + ", reason=" + this.reason + "]";
		}

	}

	/**
	 * A user logged out.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record LoggedOut(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.LOGOUTS);
		}

	}

	/**
	 * A user changed the password.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record PasswordChanged(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.PASSWORD_CHANGES).tag("outcome", Outcome.SUCCESS);
		}

	}

	/**
	 * A password was not changed, because the current password was wrong.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record PasswordChangeFailed(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.PASSWORD_CHANGES).tag("outcome", LoginFailed.Reason.WRONG_PASSWORD);
		}

	}

	/**
	 * A user has proved that the email address of the account is theirs.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param email the email address
	 * @param client the origin of the request
	 */
	record EmailVerified(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return oneTimeToken("verify_email", Outcome.SUCCESS);
		}

	}

	/**
	 * Somebody has asked for a mail to set a new password. The address need not be that
	 * of an account.
	 *
	 * @param time the time of the event
	 * @param email the email address as it was entered
	 * @param client the origin of the request
	 */
	record PasswordResetRequested(Instant time, String email, Client client) implements JwtSecurityEvent {

		@Override
		public @Nullable String userId() {
			return null;
		}

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Returns {@code null}, since {@code jwtsecurity.mails} counts the mails.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

	}

	/**
	 * A user who had forgotten the password has set a new one, and all sessions were
	 * ended.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record PasswordReset(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return oneTimeToken("reset_password", Outcome.SUCCESS);
		}

	}

	/**
	 * A user has asked for a change of the email address, which the new address has to
	 * confirm.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param email the new email address
	 * @param client the origin of the request
	 */
	record EmailChangeRequested(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Returns {@code null}, since {@code jwtsecurity.mails} counts the mails.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

	}

	/**
	 * The email address of an account was changed.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param email the new email address
	 * @param client the origin of the request
	 */
	record EmailChanged(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return oneTimeToken("change_email", Outcome.SUCCESS);
		}

	}

	/**
	 * The owner of an account has restored the previous email address. All sessions were
	 * ended, and the password was invalidated.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param email the restored email address
	 * @param client the origin of the request
	 */
	record EmailReverted(Instant time, String userId, String email, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return oneTimeToken("revert_email", Outcome.SUCCESS);
		}

	}

	/**
	 * A one-time token was refused: it was never issued, was used or replaced, has
	 * expired, or has another purpose.
	 *
	 * @param time the time of the event
	 * @param purpose the purpose for which the token was presented, in lower case
	 * @param client the origin of the request
	 */
	record OneTimeTokenRefused(Instant time, String purpose, Client client) implements JwtSecurityEvent {

		@Override
		public @Nullable String userId() {
			return null;
		}

		@Override
		public String reason() {
			return this.purpose;
		}

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return oneTimeToken(this.purpose, Outcome.FAILURE);
		}

	}

	/**
	 * A change that needs the current password was refused, because the password was
	 * wrong.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record ReauthenticationFailed(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.REAUTHENTICATIONS_FAILED);
		}

	}

	/**
	 * An account was deleted, and its sessions were ended. An application deletes its own
	 * data about the user when it receives this event.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record AccountDeleted(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.ACCOUNTS_DELETED);
		}

	}

	/**
	 * An account was disabled, and its sessions were ended.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record AccountDisabled(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Returns {@code null}: accounts are disabled one at a time, by the application
		 * or an administrator, so there is no rate to watch.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

	}

	/**
	 * An account was enabled again.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param client the origin of the request
	 */
	record AccountEnabled(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Returns {@code null}: accounts are enabled one at a time, by the application or
		 * an administrator, so there is no rate to watch.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

	}

	/**
	 * An authority was granted to an account.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param authority the authority without a prefix, at most 100 characters
	 * @param client the origin of the request
	 */
	record AuthorityGranted(Instant time, String userId, String authority, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Returns {@code null}: the application itself grants authorities, so it can
		 * count these events.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

		/**
		 * Returns the authority.
		 */
		@Override
		public String reason() {
			return this.authority;
		}

	}

	/**
	 * An authority of an account was revoked, and the user's sessions were ended.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param authority the authority without a prefix, at most 100 characters
	 * @param client the origin of the request
	 */
	record AuthorityRevoked(Instant time, String userId, String authority, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Returns {@code null}: the application itself revokes authorities, so it can
		 * count these events.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

		/**
		 * Returns the authority.
		 */
		@Override
		public String reason() {
			return this.authority;
		}

	}

	/**
	 * A refresh token was exchanged for its successor.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param sessionId the session's id
	 * @param client the origin of the request
	 */
	record SessionRefreshed(Instant time, String userId, String sessionId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.SESSIONS_REFRESHED);
		}

	}

	/**
	 * A refresh token was presented again after its exchange: the token was stolen, or
	 * the client is faulty (RFC 9700, section 4.14.2). A {@link SessionEnded} event
	 * follows.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param sessionId the session's id
	 * @param client the origin of the request: the attacker, or the owner if the attacker
	 * has used the token first
	 */
	record RefreshTokenReused(Instant time, String userId, String sessionId,
			Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.REFRESH_TOKENS_REUSED);
		}

	}

	/**
	 * A session was ended before its expiry. Its refresh token is invalid immediately,
	 * and its access tokens are invalid within {@code
	 * jwt-security.sessions.revocation-delay}.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param sessionId the session's id
	 * @param reason the reason for the end of the session
	 * @param client the origin of the request
	 */
	record SessionEnded(Instant time, String userId, String sessionId, Reason reason,
			Client client) implements JwtSecurityEvent {

		/**
		 * A reason for ending a session.
		 */
		public enum Reason {

			/** The user logged out. */
			LOGOUT,

			/** The user, an administrator or the application revoked the session. */
			REVOKED,

			/** The user changed the password in another session. */
			PASSWORD_CHANGED,

			/** The user has reset a forgotten password. */
			PASSWORD_RESET,

			/** The owner has reverted a change of the email address. */
			EMAIL_REVERTED,

			/** A refresh token was presented again after its exchange. */
			REUSED,

			/**
			 * The user started another session, and had more sessions than {@code
			 * jwt-security.sessions.maximum-per-user}.
			 */
			REPLACED,

			/** The user was disabled, or was found to be deleted. */
			DISABLED,

			/** The account of the user was deleted. */
			DELETED,

			/** An authority of the user was revoked. */
			AUTHORITY_REVOKED

		}

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.SESSIONS_ENDED).tag("reason", this.reason);
		}

	}

	/**
	 * Several sessions of a user were ended at once. For a single session, the event is
	 * {@link SessionEnded}.
	 *
	 * @param time the time of the event
	 * @param userId the account's id
	 * @param sessionIds the ids of the sessions, at least two
	 * @param reason the reason for the end of the sessions
	 * @param client the origin of the request
	 */
	record SessionsEnded(Instant time, String userId, List<String> sessionIds, SessionEnded.Reason reason,
			Client client) implements JwtSecurityEvent {

		/**
		 * Creates a new event.
		 */
		public SessionsEnded {
			sessionIds = List.copyOf(sessionIds);
		}

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.SESSIONS_ENDED).tag("reason", this.reason).times(this.sessionIds.size());
		}

		/**
		 * Returns a text with the number of sessions instead of their ids, since there
		 * may be thousands.
		 */
		@Override
		public String toString() {
			return "SessionsEnded[time=" + this.time + ", userId=" + this.userId + ", sessions="
					+ this.sessionIds.size() + ", reason=" + this.reason + "]";
		}

	}

	/**
	 * A request without a token was refused.
	 *
	 * @param time the time of the event
	 * @param request the refused request
	 * @param client the origin of the request
	 */
	record TokenMissing(Instant time, RequestLine request, Client client) implements JwtSecurityEvent {

		private static final Map<String, String> TAGS = Map.of("code", "token_missing", "reason", "missing");

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return new EventCount(Meter.TOKENS_REFUSED, TAGS, 1);
		}

		@Override
		public @Nullable String userId() {
			return null;
		}

	}

	/**
	 * A token was refused.
	 *
	 * @param time the time of the event
	 * @param code the code in the response, such as {@code token_expired}
	 * @param reason the reason, one of a few constant names, never a part of the token
	 * @param token the facts about the token
	 * @param request the refused request
	 * @param client the origin of the request
	 */
	record TokenRefused(Instant time, String code, String reason, RefusedToken token, RequestLine request,
			Client client) implements JwtSecurityEvent {

		@Override
		public @Nullable String userId() {
			return null;
		}

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.TOKENS_REFUSED)
				.tag("code", this.code)
				.tag("reason", this.reason.toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * A user was refused access to the path of another user.
	 *
	 * @param time the time of the event
	 * @param userId the verified id of the user who sent the request, {@code null} if the
	 * user has none
	 * @param request the refused request, with the user id of the other user
	 * @param client the origin of the request
	 */
	record OwnershipMismatch(Instant time, @Nullable String userId, RequestLine request,
			Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.OWNERSHIP_MISMATCHES);
		}

	}

	/**
	 * A request was refused because of a rate limit.
	 *
	 * @param time the time of the event
	 * @param userId the verified id of the user who sent the request, {@code null} if it
	 * is not known
	 * @param email the text that was entered as the email address, cut after 254
	 * characters, {@code null} if there was none. It may be anything, as in
	 * {@link LoginFailed}
	 * @param limit the name of the limit, one of a few constant names such as {@code
	 * login.per-account}
	 * @param client the origin of the request
	 */
	record RateLimited(Instant time, @Nullable String userId, @Nullable String email, String limit,
			Client client) implements JwtSecurityEvent {

		/**
		 * Creates a new event.
		 * @param time the time of the event
		 * @param userId the verified id of the user who sent the request
		 * @param email the text that was entered, of any length
		 * @param limit the name of the limit
		 * @param client the origin of the request
		 */
		public RateLimited {
			email = (email != null) ? cut(email) : null;
		}

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.REQUESTS_THROTTLED).tag("limit", this.limit);
		}

		/**
		 * Returns the name of the limit, which is the reason for the refusal.
		 */
		@Override
		public String reason() {
			return this.limit;
		}

		/**
		 * Returns a text without the email address, since that may be a password.
		 */
		@Override
		public String toString() {
			return "RateLimited[time=" + this.time + ", limit=" + this.limit + "]";
		}

	}

	/**
	 * The logins to an account failed so often in a row that the wait before each further
	 * attempt grows, up to an hour, until a login succeeds. Each known device of the
	 * account is counted separately, and is not affected by failures of others. The event
	 * is published once, not for each refused attempt.
	 *
	 * @param time the time of the last of these failures
	 * @param userId the verified id of a user who entered a wrong current password,
	 * {@code null} for a login
	 * @param email the text that was entered as the email address, cut after 254
	 * characters, {@code null} for a user who is logged in. It may be anything, as in
	 * {@link LoginFailed}, and an account with this address need not exist
	 * @param client the origin of the last request
	 */
	record AccountLocked(Instant time, @Nullable String userId, @Nullable String email,
			Client client) implements JwtSecurityEvent {

		/**
		 * Creates a new event.
		 * @param time the time of the event
		 * @param userId the verified user id
		 * @param email the text that was entered, of any length
		 * @param client the origin of the request
		 */
		public AccountLocked {
			email = (email != null) ? cut(email) : null;
		}

		@Override
		public Outcome outcome() {
			return Outcome.FAILURE;
		}

		@Override
		public EventCount count() {
			return EventCount.of(Meter.ACCOUNTS_LOCKED);
		}

		/**
		 * Returns a text without the email address, since that may be a password.
		 */
		@Override
		public String toString() {
			return "AccountLocked[time=" + this.time + ", userId=" + this.userId + "]";
		}

	}

	/**
	 * A meter that counts events.
	 */
	enum Meter {

		/** The created accounts. */
		SIGNUPS("signups", "Accounts that were created"),

		/** The logins by outcome. */
		LOGINS("logins", "Logins, by outcome", "outcome",
				Stream.concat(names(Outcome.SUCCESS), names(LoginFailed.Reason.values()))),

		/** The accounts whose further logins have to wait. */
		ACCOUNTS_LOCKED("accounts.locked", "Accounts whose further logins have to wait longer each time"),

		/** The deleted accounts. */
		ACCOUNTS_DELETED("accounts.deleted", "Accounts that were deleted"),

		/** The wrong passwords before a change that needs the current password. */
		REAUTHENTICATIONS_FAILED("reauthentications.failed",
				"Changes that were refused because the current password was wrong"),

		/** The logouts. */
		LOGOUTS("logouts", "Logouts"),

		/** The password changes by outcome. */
		PASSWORD_CHANGES("password.changes", "Password changes by the owner, by outcome", "outcome",
				Stream.concat(names(Outcome.SUCCESS), names(LoginFailed.Reason.WRONG_PASSWORD))),

		/** The presented one-time tokens by purpose and outcome. */
		ONE_TIME_TOKENS("one.time.tokens", "One-time tokens of mails that were presented, by purpose and outcome",
				Stream.of("verify_email", "reset_password", "change_email", "revert_email")
					.flatMap((purpose) -> names(Outcome.values())
						.map((outcome) -> Map.of("purpose", purpose, "outcome", outcome)))
					.toList()),

		/** The exchanged refresh tokens. */
		SESSIONS_REFRESHED("sessions.refreshed", "Refresh tokens that were exchanged"),

		/** The ended sessions by reason. */
		SESSIONS_ENDED("sessions.ended", "Sessions that were ended before their time, by reason", "reason",
				names(SessionEnded.Reason.values())),

		/** The refresh tokens that were presented again after their exchange. */
		REFRESH_TOKENS_REUSED("refresh.tokens.reused", "Refresh tokens that were presented again after their exchange"),

		/** The requests without a valid token, by code and reason. */
		TOKENS_REFUSED("tokens.refused", "Requests without a valid token, by code and reason",
				List.of(TokenMissing.TAGS)),

		/** The requests for the path of another user. */
		OWNERSHIP_MISMATCHES("ownership.mismatches",
				"Requests that were refused because the path belongs to another user"),

		/** The requests that a rate limit refused, by limit. */
		REQUESTS_THROTTLED("requests.throttled", "Requests that were refused because of a rate limit", List.of());

		private final String id;

		private final String description;

		private final List<Map<String, String>> knownTags;

		Meter(String name, String description) {
			this(name, description, List.of(Map.of()));
		}

		Meter(String name, String description, String tag, Stream<String> values) {
			this(name, description, values.map((value) -> Map.of(tag, value)).toList());
		}

		Meter(String name, String description, List<Map<String, String>> knownTags) {
			this.id = "jwtsecurity." + name;
			this.description = description;
			this.knownTags = knownTags;
		}

		private static Stream<String> names(Enum<?>... values) {
			return Stream.of(values).map(EventCount::nameOf);
		}

		/**
		 * Returns the name of the meter.
		 * @return the name, which begins with {@code jwtsecurity.}
		 */
		public String id() {
			return this.id;
		}

		/**
		 * Returns the description of the meter.
		 * @return a phrase without a full stop
		 */
		public String description() {
			return this.description;
		}

		/**
		 * Returns the combinations of tags that are known in advance. Their counts start
		 * at zero, before any event.
		 * @return the combinations, each with the values of the tags by their keys
		 */
		public List<Map<String, String>> knownTags() {
			return this.knownTags;
		}

	}

}
