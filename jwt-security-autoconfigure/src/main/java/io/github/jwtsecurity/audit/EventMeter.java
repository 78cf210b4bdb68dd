package io.github.jwtsecurity.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The meters that count events.
 */
enum EventMeter {

	SIGNUPS("signups", "Accounts that were created"),

	LOGINS("logins", "Logins, by how they ended"),

	ACCOUNTS_LOCKED("accounts.locked", "Accounts whose further logins have to wait longer each time"),

	LOGOUTS("logouts", "Logouts"),

	PASSWORD_CHANGES("password.changes", "Changes of a password by its owner, by how they ended"),

	SESSIONS_REFRESHED("sessions.refreshed", "Refresh tokens that were exchanged"),

	SESSIONS_ENDED("sessions.ended", "Sessions that were ended before their time, by reason"),

	REFRESH_TOKENS_REUSED("refresh.tokens.reused", "Refresh tokens that were presented again after their exchange"),

	TOKENS_REFUSED("tokens.refused", "Requests without a valid token, by what they were told and why"),

	OWNERSHIP_MISMATCHES("ownership.mismatches", "Requests that were refused the path of another user"),

	REQUESTS_THROTTLED("requests.throttled", "Requests that were refused because of a rate limit");

	private final String id;

	private final String description;

	EventMeter(String name, String description) {
		this.id = "jwtsecurity." + name;
		this.description = description;
	}

	Counter counter(MeterRegistry registry, Tags tags) {
		return Counter.builder(this.id).description(this.description).tags(tags).register(registry);
	}

}
