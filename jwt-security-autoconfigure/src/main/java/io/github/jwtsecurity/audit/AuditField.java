package io.github.jwtsecurity.audit;

import java.sql.Types;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is told of an event, where it is known. The order is that of the log line.
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

	REQUEST_ID(64);

	private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

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
	 * Returns the type of its column.
	 * @return a constant of {@link Types}
	 */
	int sqlType() {
		return this.sqlType;
	}

	/**
	 * Makes a text fit for a log line and for a column: it does not begin a line of its
	 * own, hide what stands before it, or fill the disk, and every database takes it.
	 * @param text what may have come from outside
	 * @return the text with a question mark for each control or format character, line or
	 * paragraph separator and half of a character, cut after the length of the column
	 */
	String neutralise(String text) {
		return UNSAFE.matcher(text.substring(0, Math.min(text.length(), this.maxLength))).replaceAll("?");
	}

}
