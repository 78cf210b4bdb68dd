package io.github.jwtsecurity.audit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.Outcome;
import io.github.jwtsecurity.event.RefusedToken;
import io.github.jwtsecurity.event.RequestLine;
import io.github.jwtsecurity.token.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A factory that creates the audit record of an event.
 */
final class AuditRecordFactory {

	/** The replacement for a text that is not an email address and may be a password. */
	static final String NO_ADDRESS = "(not an address)";

	/** A line break, which no email address of an account contains. */
	private static final Pattern LINE_BREAK = Pattern.compile("\\R");

	private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

	private final boolean hashEmails;

	AuditRecordFactory(boolean hashEmails) {
		this.hashEmails = hashEmails;
	}

	AuditRecord create(JwtSecurityEvent event) {
		Map<AuditField, String> values = new EnumMap<>(AuditField.class);
		put(values, AuditField.REASON, event.reason());
		RefusedToken token = event.token();
		if (token != null) {
			put(values, AuditField.CLAIM, token.claim());
			put(values, AuditField.KEY_ID, token.keyId());
			put(values, AuditField.ISSUER, token.issuer());
		}
		put(values, AuditField.USER_ID, event.userId());
		put(values, AuditField.ACCOUNT, account(event.email()));
		put(values, AuditField.SESSION_ID, event.sessionId());
		List<String> sessionIds = event.sessionIds();
		put(values, AuditField.SESSION_COUNT, sessionIds.isEmpty() ? null : sessionIds.size());
		RequestLine request = event.request();
		if (request != null) {
			put(values, AuditField.REQUEST_METHOD, request.method());
			put(values, AuditField.REQUEST_PATH, request.path());
		}
		Client client = event.client();
		put(values, AuditField.ADDRESS, client.address());
		put(values, AuditField.USER_AGENT, client.userAgent());
		put(values, AuditField.REQUEST_ID, client.requestId());
		put(values, AuditField.ACTOR_ID, client.actorId());
		return new AuditRecord(event.time(), event.getClass().getSimpleName(), event.outcome() == Outcome.FAILURE,
				event.admission(), values);
	}

	private static void put(Map<AuditField, String> values, AuditField field, @Nullable Object value) {
		if (value != null) {
			values.put(field, field.neutralise(value.toString()));
		}
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
