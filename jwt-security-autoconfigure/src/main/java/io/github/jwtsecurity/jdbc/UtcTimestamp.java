package io.github.jwtsecurity.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * A conversion of times for columns without a time zone. The columns contain UTC, since
 * neither drivers nor database sessions convert such columns.
 *
 * @hidden
 */
public final class UtcTimestamp {

	private UtcTimestamp() {
	}

	/**
	 * Converts a time to a parameter.
	 * @param time the time, which is truncated to microseconds
	 * @return the parameter of a statement
	 */
	public static LocalDateTime of(Instant time) {
		return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
	}

	/**
	 * Converts an optional time to a parameter.
	 * @param time the time or {@code null}
	 * @return the parameter of a statement, of the type {@code TIMESTAMP}
	 */
	public static @Nullable LocalDateTime ofNullable(@Nullable Instant time) {
		return (time != null) ? of(time) : null;
	}

	/**
	 * Reads a time from a row.
	 * @param row the row
	 * @param column the name of a column that is never {@code NULL}
	 * @return the time
	 * @throws SQLException if the column cannot be read
	 */
	public static Instant read(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

	/**
	 * Reads an optional time from a row.
	 * @param row the row
	 * @param column the name of the column
	 * @return the time or {@code null}
	 * @throws SQLException if the column cannot be read
	 */
	public static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

}
