package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.Assert;

/**
 * A number of attempts, and the period in which all of them are restored.
 *
 * @param count the number of attempts, from 1 to a million
 * @param period the period, from a second to a day
 */
record RateLimit(int count, Duration period) {

	private static final Pattern SYNTAX = Pattern.compile("\\s*(-?\\d{1,9})\\s*/\\s*(\\S+)\\s*");

	RateLimit {
		Assert.notNull(period, "the duration must be set");
		PropertyBounds.check("the count", count, 1, 1_000_000,
				"zero would refuse every attempt, and more would be no limit");
		PropertyBounds.check("the duration", period, "1s", "1d", "a refused user may have to wait for this long");
	}

	/**
	 * Parses a text of the form {@code count/duration}. Spring Boot's property conversion
	 * calls this method.
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
	 * Parses a period. A number without a unit is rejected, since Spring would read it as
	 * milliseconds.
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
	 * Returns the form that is used in properties, with the largest unit that fits.
	 */
	@Override
	public String toString() {
		return this.count + "/" + PropertyBounds.format(this.period);
	}

}
