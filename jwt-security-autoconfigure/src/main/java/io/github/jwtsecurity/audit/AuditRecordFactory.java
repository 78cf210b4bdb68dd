package io.github.jwtsecurity.audit;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountLocked;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChangeFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.github.jwtsecurity.event.RequestLine;
import io.github.jwtsecurity.token.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Says what is recorded of each event.
 */
final class AuditRecordFactory {

	/** Takes the place of what may be a password in the wrong field. */
	static final String NO_ADDRESS = "(not an address)";

	/** With one, it is no address of an account. */
	private static final Pattern LINE_BREAK = Pattern.compile("\\R");

	private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

	private final boolean hashEmails;

	AuditRecordFactory(boolean hashEmails) {
		this.hashEmails = hashEmails;
	}

	AuditRecord create(JwtSecurityEvent event) {
		Map<AuditField, String> values = new EnumMap<>(AuditField.class);
		put(values, AuditField.REASON, reason(event));
		put(values, AuditField.USER_ID, event.userId());
		put(values, AuditField.ACCOUNT, account(email(event)));
		put(values, AuditField.SESSION_ID, sessionId(event));
		put(values, AuditField.SESSION_COUNT, sessionCount(event));
		RequestLine request = request(event);
		if (request != null) {
			put(values, AuditField.REQUEST_METHOD, request.method());
			put(values, AuditField.REQUEST_PATH, request.path());
		}
		Client client = event.client();
		put(values, AuditField.ADDRESS, client.address());
		put(values, AuditField.USER_AGENT, client.userAgent());
		put(values, AuditField.REQUEST_ID, client.requestId());
		return new AuditRecord(event.time(), event.getClass().getSimpleName(), isFailure(event), values);
	}

	private static void put(Map<AuditField, String> values, AuditField field, @Nullable String value) {
		if (value != null) {
			values.put(field, field.neutralise(value));
		}
	}

	private static boolean isFailure(JwtSecurityEvent event) {
		return event instanceof LoginFailed || event instanceof PasswordChangeFailed
				|| event instanceof RefreshTokenReused || event instanceof TokenMissing || event instanceof TokenRefused
				|| event instanceof OwnershipMismatch || event instanceof RateLimited || event instanceof AccountLocked;
	}

	private static @Nullable String reason(JwtSecurityEvent event) {
		if (event instanceof LoginFailed failed) {
			return failed.reason().name();
		}
		if (event instanceof SessionEnded ended) {
			return ended.reason().name();
		}
		if (event instanceof SessionsEnded ended) {
			return ended.reason().name();
		}
		if (event instanceof TokenRefused refused) {
			return refused.reason();
		}
		return (event instanceof RateLimited limited) ? limited.limit() : null;
	}

	private static @Nullable String email(JwtSecurityEvent event) {
		if (event instanceof SignedUp signedUp) {
			return signedUp.email();
		}
		if (event instanceof LoggedIn loggedIn) {
			return loggedIn.email();
		}
		if (event instanceof LoginFailed failed) {
			return failed.email();
		}
		if (event instanceof AccountLocked locked) {
			return locked.email();
		}
		return (event instanceof RateLimited limited) ? limited.email() : null;
	}

	private static @Nullable String sessionId(JwtSecurityEvent event) {
		if (event instanceof SessionRefreshed refreshed) {
			return refreshed.sessionId();
		}
		if (event instanceof RefreshTokenReused reused) {
			return reused.sessionId();
		}
		return (event instanceof SessionEnded ended) ? ended.sessionId() : null;
	}

	private static @Nullable String sessionCount(JwtSecurityEvent event) {
		return (event instanceof SessionsEnded ended) ? Integer.toString(ended.sessionIds().size()) : null;
	}

	private static @Nullable RequestLine request(JwtSecurityEvent event) {
		if (event instanceof TokenMissing missing) {
			return missing.request();
		}
		if (event instanceof TokenRefused refused) {
			return refused.request();
		}
		return (event instanceof OwnershipMismatch mismatch) ? mismatch.request() : null;
	}

	private @Nullable String account(@Nullable String email) {
		if (email == null) {
			return null;
		}
		String address = email.strip();
		if (LINE_BREAK.matcher(email).find() || !ADDRESS.matcher(address).matches()) {
			return NO_ADDRESS;
		}
		return this.hashEmails ? "sha256:" + Sha256.hex(EmailAddress.normalFormOf(address)) : address;
	}

}
