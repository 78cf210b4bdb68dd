package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.Assert;

/**
 * How many attempts there are, and how long it takes until all of them are there again.
 *
 * @param count at once, from 1 to a million
 * @param period from a second to a day
 */
record RateLimit(int count, Duration period) {

	private static final Pattern SYNTAX = Pattern.compile("\\s*(-?\\d{1,9})\\s*/\\s*(\\S+)\\s*");

	private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS);

	private static final int LARGEST_COUNT = 1_000_000;

	private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

	private static final Duration LONGEST_PERIOD = Duration.ofDays(1);

	RateLimit {
		Assert.isTrue(count >= 1 && count <= LARGEST_COUNT, "the count must be from 1 to " + LARGEST_COUNT);
		Assert.notNull(period, "the duration must be set");
		Assert.isTrue(period.compareTo(SHORTEST_PERIOD) >= 0 && period.compareTo(LONGEST_PERIOD) <= 0,
				"the duration must be from 1s to 1d");
	}

	/**
	 * Reads {@code count/duration}; found by Spring Boot's conversion.
	 * @param text the text, such as {@code 5/1m}
	 * @return the limit
	 */
	public static RateLimit valueOf(String text) {
		Matcher matcher = SYNTAX.matcher(text);
		Assert.isTrue(matcher.matches(), () -> invalid(text, "it has another form"));
		try {
			return new RateLimit(Integer.parseInt(matcher.group(1)), period(matcher.group(2)));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(invalid(text, String.valueOf(ex.getMessage())));
		}
	}

	/**
	 * A number alone would be milliseconds, which nobody means here.
	 */
	private static Duration period(String text) {
		Assert.isTrue(!text.matches("[+-]?\\d+"), "the duration needs a unit");
		try {
			return DurationStyle.detectAndParse(text);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new IllegalArgumentException("'" + text + "' is not a duration", ex);
		}
	}

	private static String invalid(String text, String reason) {
		return "'%s' is not a rate limit, which is written count/duration, such as 5/1m: %s".formatted(text, reason);
	}

	/**
	 * As it is written in a property, with the largest unit that fits.
	 */
	@Override
	public String toString() {
		return this.count + "/"
				+ UNITS.stream()
					.filter((unit) -> this.period.toMillis() % unit.getDuration().toMillis() == 0)
					.findFirst()
					.map((unit) -> DurationStyle.SIMPLE.print(this.period, unit))
					.orElseGet(this.period::toString);
	}

}
