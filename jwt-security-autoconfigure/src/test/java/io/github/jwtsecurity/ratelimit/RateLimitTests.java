package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RateLimit}.
 */
class RateLimitTests {

	@ParameterizedTest
	@CsvSource({ "5/1m, 5, PT1M", "20/1h, 20, PT1H", "1/1s, 1, PT1S", "' 30 / 90s ', 30, PT1M30S",
			"1000000/1d, 1000000, PT24H", "7/2m, 7, PT2M", "3/1500ms, 3, PT1.5S" })
	void valueOfWhenCountAndDurationThenLimit(String text, int count, Duration period) {
		assertThat(RateLimit.valueOf(text)).isEqualTo(new RateLimit(count, period));
	}

	@ParameterizedTest
	@CsvSource({ "5, another form", "'', another form", "/1m, another form", "5/, another form",
			"five/1m, another form", "5/1m/2, is not a duration", "5 per minute, another form", "1.5/1m, another form",
			"0/1m, the count", "-1/1m, the count", "1000001/1m, the count", "99999999999/1m, another form",
			"5/0s, the duration must be", "5/-1m, the duration must be", "5/999ms, the duration must be",
			"5/25h, the duration must be", "5/60, needs a unit", "5/1x, is not a duration", "5/1w, is not a duration",
			"5/9999999999999999d, is not a duration" })
	void valueOfWhenNonsenseThenSaysWhatAndHow(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.valueOf(text))
			.withMessageContaining("'" + text + "'")
			.withMessageContaining("written count/duration, such as 5/1m")
			.withMessageContaining(reason);
	}

}
