package io.github.jwtsecurity.test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Sample values for path variables.
 */
final class SampleValues {

	private static final String TEXT = "sample";

	private static final String NUMBER = "1";

	private static final String ID = "00000000-0000-4000-8000-000000000001";

	private static final String DATE = "2026-01-31";

	private static final String TIMESTAMP = DATE + "T12:00:00Z";

	private static final Map<Class<?>, String> BY_TYPE = Map.ofEntries(Map.entry(UUID.class, ID),
			Map.entry(Boolean.class, "true"), Map.entry(LocalDate.class, DATE),
			Map.entry(LocalDateTime.class, DATE + "T12:00:00"), Map.entry(LocalTime.class, "12:00:00"),
			Map.entry(Instant.class, TIMESTAMP), Map.entry(OffsetDateTime.class, TIMESTAMP),
			Map.entry(ZonedDateTime.class, TIMESTAMP), Map.entry(YearMonth.class, "2026-01"),
			Map.entry(BigDecimal.class, NUMBER), Map.entry(BigInteger.class, NUMBER), Map.entry(Character.class, "a"));

	/**
	 * The values for variables whose expression the value for their type does not match.
	 */
	private static final List<String> ANY = List.of(TEXT, NUMBER, ID, DATE, "a", "A", "12", "123", "1234", "true", "en",
			"2026");

	private SampleValues() {
	}

	/**
	 * Returns the value for a variable.
	 * @param type the type of the parameter of the handler method, {@code null} if it is
	 * unknown
	 * @param expression the regular expression of the variable, {@code null} for none
	 * @return the value, empty if none is known that matches the expression
	 */
	static Optional<String> find(@Nullable Class<?> type, @Nullable String expression) {
		return Stream.concat(Stream.of(of(type)), ANY.stream())
			.filter((value) -> expression == null || value.matches(expression))
			.findFirst();
	}

	private static String of(@Nullable Class<?> type) {
		if (type == null) {
			return TEXT;
		}
		Class<?> resolved = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (resolved.isEnum()) {
			return ((Enum<?>) resolved.getEnumConstants()[0]).name();
		}
		String value = BY_TYPE.get(resolved);
		return (value != null) ? value : Number.class.isAssignableFrom(resolved) ? NUMBER : TEXT;
	}

}
