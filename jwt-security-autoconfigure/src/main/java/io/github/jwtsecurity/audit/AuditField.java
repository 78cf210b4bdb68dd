package io.github.jwtsecurity.audit;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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

	CLAIM,

	KEY_ID,

	ISSUER,

	ADDRESS(64),

	USER_AGENT(255),

	REQUEST_ID(64),

	ACTOR_ID(255);

	private final String key = name().toLowerCase(Locale.ROOT);

	private final int maxLength;

	private final int sqlType;

	private final boolean stored;

	/**
	 * Creates a field that has no column, because it explains a current failure and is
	 * not needed in old records.
	 */
	AuditField() {
		this(64, Types.NULL, false);
	}

	AuditField(int maxLength) {
		this(maxLength, Types.VARCHAR);
	}

	AuditField(int maxLength, int sqlType) {
		this(maxLength, sqlType, true);
	}

	AuditField(int maxLength, int sqlType, boolean stored) {
		this.maxLength = maxLength;
		this.sqlType = sqlType;
		this.stored = stored;
	}

	/**
	 * Returns the fields that have a column, in their order.
	 */
	static List<AuditField> stored() {
		return Stream.of(values()).filter((field) -> field.stored).toList();
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
