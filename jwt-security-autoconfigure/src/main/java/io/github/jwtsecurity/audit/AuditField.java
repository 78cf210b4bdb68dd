package io.github.jwtsecurity.audit;

import java.sql.Types;
import java.util.Locale;

import io.github.jwtsecurity.token.LogText;

/**
 * An optional value of an audit record. The constants are in the order of the log line.
 */
enum AuditField {

	REASON(64),

	USER_ID(255),

	ACCOUNT(254),

	SESSION_ID(36),

	SESSION_COUNT(10, Types.INTEGER),

	REQUEST_METHOD(16),

	REQUEST_PATH(512),

	ADDRESS(64),

	USER_AGENT(255),

	REQUEST_ID(64),

	ACTOR_ID(255);

	private final String key = name().toLowerCase(Locale.ROOT);

	private final int maxLength;

	private final int sqlType;

	AuditField(int maxLength) {
		this(maxLength, Types.VARCHAR);
	}

	AuditField(int maxLength, int sqlType) {
		this.maxLength = maxLength;
		this.sqlType = sqlType;
	}

	String key() {
		return this.key;
	}

	/**
	 * Returns the SQL type of the column.
	 * @return a constant of {@link Types}
	 */
	int sqlType() {
		return this.sqlType;
	}

	/**
	 * Returns a text in a form that is safe for a log line and that every database can
	 * store in the column.
	 * @param text the text, which may come from outside
	 * @return the text, cleaned by {@link LogText} and truncated after the length of the
	 * column
	 */
	String neutralise(String text) {
		return LogText.of(text, this.maxLength);
	}

}
