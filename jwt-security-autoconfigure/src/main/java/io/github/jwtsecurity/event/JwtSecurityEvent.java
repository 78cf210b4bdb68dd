package io.github.jwtsecurity.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account, or a request that was refused. It is published
 * once, as a Spring application event, after what it tells is committed; so it is never
 * published for what did not happen. A listener is called on the thread that did it, and
 * holds up the answer.
 *
 * <p>
 * The audit trail and the metrics read an event by the methods of this interface only.
 */
public sealed interface JwtSecurityEvent {

	/**
	 * The most characters that are told of what somebody typed as an email address.
	 */
	int MAX_TYPED_LENGTH = 254;

	/**
	 * Returns when it happened.
	 * @return the time
	 */
	Instant time();

	/**
	 * Returns whose account it is about.
	 * @return the user id, {@code null} if nobody has proved to be the user
	 */
	@Nullable String userId();

	/**
	 * Returns who asked for it.
	 * @return where the request came from
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
	 * @return an enum constant, or a text that is one of a few constant names;
	 * {@code null} by default
	 */
	default @Nullable Object reason() {
		return null;
	}

	/**
	 * Returns the email address of the account, or the text that was typed as one, which
	 * may be anything.
	 * @return the email address, {@code null} by default
	 */
	default @Nullable String email() {
		return null;
	}

	/**
	 * Returns the id of the one session that the event is about.
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
	 * Returns whether the event is an admission, which is a signup or login that each
	 * {@link AdmissionGuard} has to permit.
	 * @return {@code true} for an admission; {@code false} by default
	 */
	default boolean admission() {
		return false;
	}

	/**
	 * Returns a text that was typed, cut after {@link #MAX_TYPED_LENGTH} characters.
	 */
	private static String cut(String typed) {
		return typed.substring(0, Math.min(typed.length(), MAX_TYPED_LENGTH));
	}

	/**
	 * The outcome of an event.
	 */
	enum Outcome {

		/** Something was done. */
		SUCCESS,

		/** Something was refused. */
		FAILURE

	}

	/**
	 * An account was created, and its owner is logged in with it.
	 *
	 * @param time when it happened
	 * @param userId the new account's id
	 * @param email the email address as it was given
	 * @param client where the request came from
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
	 * Somebody logged in.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param email the email address of the account
	 * @param client where the request came from
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
		 * Creates a new event.
		 * @param time when it happened
		 * @param email what was typed, of any length
		 * @param reason why
		 * @param client where the request came from
		 */
		public LoginFailed {
			email = cut(email);
		}

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
	 * A password was replaced by its owner.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
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
	 * A password was not replaced, because the current one was wrong.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
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
	 * An account was disabled. Its sessions are ended.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record AccountDisabled(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Counts nothing: the application disables accounts, and can count that.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

	}

	/**
	 * An account was enabled again.
	 *
	 * @param time when it happened
	 * @param userId the account's id
	 * @param client where the request came from
	 */
	record AccountEnabled(Instant time, String userId, Client client) implements JwtSecurityEvent {

		@Override
		public Outcome outcome() {
			return Outcome.SUCCESS;
		}

		/**
		 * Counts nothing: the application enables accounts, and can count that.
		 */
		@Override
		public @Nullable EventCount count() {
			return null;
		}

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

			/**
			 * Its user logged in elsewhere, and had more sessions than
			 * {@code jwt-security.sessions.maximum-per-user}.
			 */
			REPLACED,

			/** Its user is gone or disabled. */
			DISABLED

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
	 * Several sessions of a user were ended at once. A single session that ends is a
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
		 * Describes the event with the number of sessions, since there may be thousands
		 * of ids.
		 */
		@Override
		public String toString() {
			return "SessionsEnded[time=" + this.time + ", userId=" + this.userId + ", sessions="
					+ this.sessionIds.size() + ", reason=" + this.reason + "]";
		}

	}

	/**
	 * A request that needs a token had none.
	 *
	 * @param time when it happened
	 * @param request what was asked for
	 * @param client where the request came from
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
	 * @param time when it happened
	 * @param code the code the client was told, such as {@code token_expired}
	 * @param reason why: one of a few constant names, never a part of the token
	 * @param request what was asked for
	 * @param client where the request came from
	 */
	record TokenRefused(Instant time, String code, String reason, RequestLine request,
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
	 * A user was refused the path of another one.
	 *
	 * @param time when it happened
	 * @param userId the verified id of the user who asked, {@code null} if the user has
	 * none
	 * @param request what was asked for, with the user id of the other
	 * @param client where the request came from
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
	 * A request was refused because there were too many before it.
	 *
	 * @param time when it happened
	 * @param userId the verified id of the user who asked, {@code null} if it is not
	 * known
	 * @param email what was typed as the email address, cut after 254 characters,
	 * {@code null} if nothing was. Like that of {@link LoginFailed} it may be anything
	 * @param limit which limit, one of a few constant names such as
	 * {@code login.per-account}
	 * @param client where the request came from
	 */
	record RateLimited(Instant time, @Nullable String userId, @Nullable String email, String limit,
			Client client) implements JwtSecurityEvent {

		/**
		 * Creates a new event.
		 * @param time when it happened
		 * @param userId the verified id of the user who asked
		 * @param email what was typed, of any length
		 * @param limit which limit
		 * @param client where the request came from
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
		 * Returns the limit, which is the reason for the refusal.
		 */
		@Override
		public String reason() {
			return this.limit;
		}

		/**
		 * Leaves out what was typed.
		 */
		@Override
		public String toString() {
			return "RateLimited[time=" + this.time + ", limit=" + this.limit + "]";
		}

	}

	/**
	 * Logins to an account failed so often in a row that each further one has to wait
	 * longer, up to an hour, until one succeeds. Each device that the account knows is
	 * counted separately, and is not affected by others. The event is published once, not
	 * for each refused attempt.
	 *
	 * @param time the time of the last of these failures
	 * @param userId the verified id of a user who entered a wrong current password,
	 * {@code null} for a login
	 * @param email the text that was typed as the email address, cut after 254
	 * characters, {@code null} for a user who is logged in. Like that of
	 * {@link LoginFailed} it may be anything, and there need not be such an account
	 * @param client the origin of the last request
	 */
	record AccountLocked(Instant time, @Nullable String userId, @Nullable String email,
			Client client) implements JwtSecurityEvent {

		/**
		 * Creates a new event.
		 * @param time the time
		 * @param userId the verified user id
		 * @param email the text that was typed, of any length
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
		 * Leaves out what was typed.
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

		/** Created accounts. */
		SIGNUPS("signups", "Accounts that were created"),

		/** Logins by outcome. */
		LOGINS("logins", "Logins, by how they ended", "outcome",
				Stream.concat(names(Outcome.SUCCESS), names(LoginFailed.Reason.values()))),

		/** Accounts whose further logins have to wait. */
		ACCOUNTS_LOCKED("accounts.locked", "Accounts whose further logins have to wait longer each time"),

		/** Logouts. */
		LOGOUTS("logouts", "Logouts"),

		/** Changes of a password by outcome. */
		PASSWORD_CHANGES("password.changes", "Changes of a password by its owner, by how they ended", "outcome",
				Stream.concat(names(Outcome.SUCCESS), names(LoginFailed.Reason.WRONG_PASSWORD))),

		/** Exchanged refresh tokens. */
		SESSIONS_REFRESHED("sessions.refreshed", "Refresh tokens that were exchanged"),

		/** Ended sessions by reason. */
		SESSIONS_ENDED("sessions.ended", "Sessions that were ended before their time, by reason", "reason",
				names(SessionEnded.Reason.values())),

		/** Refresh tokens that were presented again after their exchange. */
		REFRESH_TOKENS_REUSED("refresh.tokens.reused", "Refresh tokens that were presented again after their exchange"),

		/** Requests without a valid token, by code and reason. */
		TOKENS_REFUSED("tokens.refused", "Requests without a valid token, by what they were told and why",
				List.of(TokenMissing.TAGS)),

		/** Requests for the path of another user. */
		OWNERSHIP_MISMATCHES("ownership.mismatches", "Requests that were refused the path of another user"),

		/** Requests that a rate limit refused, by limit. */
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
		 * @return a sentence without a full stop
		 */
		public String description() {
			return this.description;
		}

		/**
		 * Returns the sets of tags that are known before there is any event, whose counts
		 * begin with zero.
		 * @return the sets, each by the keys of its tags
		 */
		public List<Map<String, String>> knownTags() {
			return this.knownTags;
		}

	}

}
