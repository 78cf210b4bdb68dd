package io.github.jwtsecurity.audit;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The properties of the audit trail.
 *
 * @param store Store of the audit records: the log only, or a table in addition.
 * @param hashEmails Whether audit records contain the SHA-256 hash of an email address
 * instead of the address.
 * @param retention Time after which audit records in the table are deleted. From 1m to
 * 36500d.
 * @param failure Reaction to a signup or login whose audit record cannot be written to
 * the table.
 */
@ConfigurationProperties("jwt-security.audit")
record AuditProperties(@DefaultValue("log") Store store, @DefaultValue("false") boolean hashEmails,
		@DefaultValue("90d") Duration retention, @DefaultValue("continue") Failure failure) {

	private static final String PREFIX = "jwt-security.audit.";

	AuditProperties {
		PropertyBounds.check(PREFIX + "retention", retention, "1m", "36500d", "older rows are deleted");
		Assert.isTrue(failure != Failure.REFUSE || store == Store.JDBC,
				PREFIX + "failure is refuse, which needs " + PREFIX + "store to be jdbc");
	}

	/**
	 * A store of events.
	 */
	enum Store {

		/** The log only. */
		LOG,

		/** The log and the table. */
		JDBC

	}

	/**
	 * A reaction to a failed write to the table.
	 */
	enum Failure {

		/** Signup and login continue. */
		CONTINUE,

		/** Signup and login are refused. */
		REFUSE

	}

}
