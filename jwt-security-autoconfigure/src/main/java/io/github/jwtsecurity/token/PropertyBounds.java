package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * A check of the bounds of a property. The bounds are written as in a configuration file.
 *
 * @hidden
 */
public final class PropertyBounds {

	private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms", "us", "ns");

	private PropertyBounds() {
	}

	/**
	 * Checks a duration.
	 * @param property the full name of the property
	 * @param value the value
	 * @param minimum the shortest duration, such as {@code 0s}
	 * @param maximum the longest duration, such as {@code 5m}
	 * @param reason the reason for the bounds, in a few words
	 * @throws IllegalArgumentException if the value is not within the bounds
	 */
	public static void check(String property, Duration value, String minimum, String maximum, String reason) {
		check(property, value, DurationStyle.detectAndParse(minimum), DurationStyle.detectAndParse(maximum),
				minimum + " to " + maximum, PropertyBounds::format, reason);
	}

	/**
	 * Checks a size.
	 * @param property the full name of the property
	 * @param value the value
	 * @param minimum the smallest size, such as {@code 1KB}
	 * @param maximum the largest size, such as {@code 10MB}
	 * @param reason the reason for the bounds, in a few words
	 * @throws IllegalArgumentException if the value is not within the bounds
	 */
	public static void check(String property, DataSize value, String minimum, String maximum, String reason) {
		check(property, value, DataSize.parse(minimum), DataSize.parse(maximum), minimum + " to " + maximum,
				DataSize::toString, reason);
	}

	/**
	 * Checks a count.
	 * @param property the full name of the property
	 * @param value the value
	 * @param minimum the smallest count
	 * @param maximum the largest count
	 * @param reason the reason for the bounds, in a few words
	 * @throws IllegalArgumentException if the value is not within the bounds
	 */
	public static void check(String property, int value, int minimum, int maximum, String reason) {
		check(property, value, minimum, maximum, minimum + " to " + maximum, String::valueOf, reason);
	}

	/**
	 * Formats a duration as in a configuration file, such as {@code 90s}, so that a
	 * message shows how a number without a unit was read.
	 * @param value the duration
	 * @return the exact duration, with the largest unit that needs no fraction
	 */
	public static String format(Duration value) {
		BigInteger nanos = nanos(value);
		return UNITS.stream()
			.filter((unit) -> !value.isZero() && nanos.mod(length(unit)).signum() == 0)
			.findFirst()
			.map((unit) -> nanos.divide(length(unit)) + unit)
			.orElse("0s");
	}

	private static BigInteger length(String unit) {
		return nanos(DurationStyle.SIMPLE.parse("1" + unit));
	}

	private static BigInteger nanos(Duration value) {
		return BigInteger.valueOf(value.getSeconds())
			.multiply(BigInteger.valueOf(1_000_000_000))
			.add(BigInteger.valueOf(value.getNano()));
	}

	private static <T extends Comparable<T>> void check(String property, T value, T minimum, T maximum, String range,
			Function<T, String> format, String reason) {
		Assert.isTrue(value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0,
				() -> "%s must be from %s, but is %s: %s".formatted(property, range, format.apply(value), reason));
	}

}
