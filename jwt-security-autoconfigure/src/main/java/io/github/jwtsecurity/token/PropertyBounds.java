package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * A check of the bounds of a property. The bounds are written as in a configuration file.
 * This type is public for the library's other packages.
 */
public final class PropertyBounds {

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
				minimum + " to " + maximum, reason);
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
		check(property, value, DataSize.parse(minimum), DataSize.parse(maximum), minimum + " to " + maximum, reason);
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
		check(property, value, minimum, maximum, minimum + " to " + maximum, reason);
	}

	private static <T extends Comparable<T>> void check(String property, T value, T minimum, T maximum, String range,
			String reason) {
		Assert.isTrue(value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0,
				() -> "%s must be from %s: %s".formatted(property, range, reason));
	}

}
