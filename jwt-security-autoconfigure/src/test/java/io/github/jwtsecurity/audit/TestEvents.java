package io.github.jwtsecurity.audit;

import java.time.Instant;
import java.util.List;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDeleted;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDisabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountEnabled;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountLocked;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityGranted;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityRevoked;
import io.github.jwtsecurity.event.JwtSecurityEvent.EmailChangeRequested;
import io.github.jwtsecurity.event.JwtSecurityEvent.EmailChanged;
import io.github.jwtsecurity.event.JwtSecurityEvent.EmailReverted;
import io.github.jwtsecurity.event.JwtSecurityEvent.EmailVerified;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.OneTimeTokenRefused;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChangeFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChanged;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordReset;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordResetRequested;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import io.github.jwtsecurity.event.JwtSecurityEvent.ReauthenticationFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.github.jwtsecurity.event.RefusedToken;
import io.github.jwtsecurity.event.RequestLine;

/**
 * One event of each kind.
 */
final class TestEvents {

	static final Instant TIME = Instant.parse("2026-03-29T02:30:00.123456Z");

	static final Client CLIENT = new Client("192.0.2.1", "curl/8.5.0", "4bf92f3577b34da6");

	static final String EMAIL = "alice@example.com";

	private static final RequestLine REQUEST = new RequestLine("GET", "/api/bob/notes");

	private static final String SESSION = "0b7a3c52-7f0e-4c0f-8f59-0f6c7a9d3f11";

	private TestEvents() {
	}

	static LoginFailed loginFailed(String email, Client client) {
		return new LoginFailed(TIME, email, LoginFailed.Reason.WRONG_PASSWORD, client);
	}

	static LoginFailed loginFailed() {
		return loginFailed(EMAIL, CLIENT);
	}

	static LoggedIn loggedIn(String userId) {
		return new LoggedIn(TIME, userId, EMAIL, CLIENT);
	}

	static List<JwtSecurityEvent> all() {
		return List.of(new SignedUp(TIME, "alice", EMAIL, CLIENT), loggedIn("alice"), loginFailed(),
				new AccountLocked(TIME, null, EMAIL, CLIENT), new LoggedOut(TIME, "alice", CLIENT),
				new PasswordChanged(TIME, "alice", CLIENT), new PasswordChangeFailed(TIME, "alice", CLIENT),
				new EmailVerified(TIME, "alice", EMAIL, CLIENT), new PasswordResetRequested(TIME, EMAIL, CLIENT),
				new PasswordReset(TIME, "alice", CLIENT), new EmailChangeRequested(TIME, "alice", EMAIL, CLIENT),
				new EmailChanged(TIME, "alice", EMAIL, CLIENT), new EmailReverted(TIME, "alice", EMAIL, CLIENT),
				new OneTimeTokenRefused(TIME, "reset_password", CLIENT),
				new ReauthenticationFailed(TIME, "alice", CLIENT), new AccountDeleted(TIME, "alice", CLIENT),
				new AccountDisabled(TIME, "alice", CLIENT), new AccountEnabled(TIME, "alice", CLIENT),
				new AuthorityGranted(TIME, "alice", "admin", CLIENT),
				new AuthorityRevoked(TIME, "alice", "admin", CLIENT),
				new SessionRefreshed(TIME, "alice", SESSION, CLIENT),
				new RefreshTokenReused(TIME, "alice", SESSION, CLIENT),
				new SessionEnded(TIME, "alice", SESSION, SessionEnded.Reason.REUSED, CLIENT),
				new SessionsEnded(TIME, "alice", List.of(SESSION, "7f0e3c52-7f0e-4c0f-8f59-0f6c7a9d3f11"),
						SessionEnded.Reason.DISABLED, CLIENT),
				new TokenMissing(TIME, REQUEST, CLIENT),
				new TokenRefused(TIME, "token_expired", "EXPIRED", new RefusedToken("exp", "unknown", "home"), REQUEST,
						CLIENT),
				new OwnershipMismatch(TIME, "alice", REQUEST, CLIENT),
				new RateLimited(TIME, null, EMAIL, "login.per-account", CLIENT));
	}

}
