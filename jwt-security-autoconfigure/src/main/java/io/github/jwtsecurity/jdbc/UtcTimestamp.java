package io.github.jwtsecurity.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Times in columns without a time zone, in UTC: the one form that no driver and no
 * session converts. It is public for the packages that have a table.
 */
public final class UtcTimestamp {

	private UtcTimestamp() {
	}

	/**
	 * Writes a time.
	 * @param time the time; what is finer than a microsecond is cut off
	 * @return the parameter of a statement
	 */
	public static LocalDateTime of(Instant time) {
		return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
	}

	/**
	 * Writes a time that need not be there.
	 * @param time the time or {@code null}
	 * @return the parameter of a statement, of the type {@code TIMESTAMP}
	 */
	public static @Nullable LocalDateTime ofNullable(@Nullable Instant time) {
		return (time != null) ? of(time) : null;
	}

	/**
	 * Reads a time.
	 * @param row the row
	 * @param column a column that is never {@code NULL}
	 * @return the time
	 * @throws SQLException if the column cannot be read
	 */
	public static Instant read(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

	/**
	 * Reads a time that need not be there.
	 * @param row the row
	 * @param column the column
	 * @return the time or {@code null}
	 * @throws SQLException if the column cannot be read
	 */
	public static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

}
