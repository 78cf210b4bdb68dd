package io.github.jwtsecurity.audit;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The audit trail.
 *
 * @param store Where events are kept: in the log only, or in a table too.
 * @param hashEmails Whether the SHA-256 of an email address takes its place.
 * @param retention How long rows are kept in the table. From 1m to 36500d.
 * @param failure What happens to a signup or login that cannot be written to the table.
 */
@ConfigurationProperties("jwt-security.audit")
record AuditProperties(@DefaultValue("log") Store store, @DefaultValue("false") boolean hashEmails,
		@DefaultValue("90d") Duration retention, @DefaultValue("continue") Failure failure) {

	private static final String PREFIX = "jwt-security.audit.";

	AuditProperties {
		PropertyBounds.check(PREFIX + "retention", retention, "1m", "36500d", "older rows are removed");
		Assert.isTrue(failure != Failure.REFUSE || store == Store.JDBC,
				PREFIX + "failure is refuse, which needs " + PREFIX + "store to be jdbc");
	}

	/**
	 * Where events are kept.
	 */
	enum Store {

		/** In the log. */
		LOG,

		/** In the log and in the table. */
		JDBC

	}

	/**
	 * What happens if the table cannot be written.
	 */
	enum Failure {

		/** Whoever may be let in is. */
		CONTINUE,

		/** Nobody is let in. */
		REFUSE

	}

}
