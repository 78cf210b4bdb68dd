package io.github.jwtsecurity.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.AccountLocked;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.OwnershipMismatch;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChangeFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.PasswordChanged;
import io.github.jwtsecurity.event.JwtSecurityEvent.RateLimited;
import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionRefreshed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenMissing;
import io.github.jwtsecurity.event.JwtSecurityEvent.TokenRefused;
import io.micrometer.core.instrument.Tags;

/**
 * The meter that counts the events of a type. No tag has text from outside.
 *
 * @param <E> the type of the events
 * @param type the type of the events
 * @param meter the meter
 * @param known the tags that are known before there is any event
 * @param tags the tags of an event
 * @param amount the number by which an event increments the count
 */
record EventCount<E extends JwtSecurityEvent>(Class<E> type, EventMeter meter, List<Tags> known, Function<E, Tags> tags,
		ToIntFunction<E> amount) {

	private static final String OUTCOME = "outcome";

	private static final String REASON = "reason";

	private static final String CODE = "code";

	/**
	 * By the type. That of an account which is disabled or enabled is not among them: the
	 * application does that, and can count it.
	 */
	static final Map<Class<?>, EventCount<?>> ALL = Stream
		.of(of(SignedUp.class, EventMeter.SIGNUPS), of(LoggedIn.class, EventMeter.LOGINS, OUTCOME, "success"),
				of(LoginFailed.class, EventMeter.LOGINS, OUTCOME, LoginFailed.Reason.values(), LoginFailed::reason),
				of(AccountLocked.class, EventMeter.ACCOUNTS_LOCKED), of(LoggedOut.class, EventMeter.LOGOUTS),
				of(PasswordChanged.class, EventMeter.PASSWORD_CHANGES, OUTCOME, "success"),
				of(PasswordChangeFailed.class, EventMeter.PASSWORD_CHANGES, OUTCOME, "wrong_password"),
				of(SessionRefreshed.class, EventMeter.SESSIONS_REFRESHED),
				of(SessionEnded.class, EventMeter.SESSIONS_ENDED, REASON, SessionEnded.Reason.values(),
						SessionEnded::reason),
				of(SessionsEnded.class, EventMeter.SESSIONS_ENDED, REASON, SessionEnded.Reason.values(),
						SessionsEnded::reason)
					.withAmount((event) -> event.sessionIds().size()),
				of(RefreshTokenReused.class, EventMeter.REFRESH_TOKENS_REUSED),
				of(TokenMissing.class, EventMeter.TOKENS_REFUSED, CODE, "token_missing", REASON, "missing"),
				of(TokenRefused.class, EventMeter.TOKENS_REFUSED, List.of(),
						(event) -> Tags.of(CODE, event.code(), REASON, value(event.reason()))),
				of(OwnershipMismatch.class, EventMeter.OWNERSHIP_MISMATCHES),
				of(RateLimited.class, EventMeter.REQUESTS_THROTTLED, List.of(),
						(event) -> Tags.of("limit", event.limit())))
		.collect(Collectors.toUnmodifiableMap(EventCount::type, Function.identity()));

	private static <E extends JwtSecurityEvent> EventCount<E> of(Class<E> type, EventMeter meter, String... tags) {
		Tags all = Tags.of(tags);
		return of(type, meter, List.of(all), (event) -> all);
	}

	private static <E extends JwtSecurityEvent, R extends Enum<R>> EventCount<E> of(Class<E> type, EventMeter meter,
			String key, R[] reasons, Function<E, R> reason) {
		Function<R, Tags> tags = (value) -> Tags.of(key, value(value.name()));
		return of(type, meter, Arrays.stream(reasons).map(tags).toList(), reason.andThen(tags));
	}

	private static <E extends JwtSecurityEvent> EventCount<E> of(Class<E> type, EventMeter meter, List<Tags> known,
			Function<E, Tags> tags) {
		return new EventCount<>(type, meter, known, tags, (event) -> 1);
	}

	private EventCount<E> withAmount(ToIntFunction<E> amount) {
		return new EventCount<>(this.type, this.meter, this.known, this.tags, amount);
	}

	private static String value(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	Tags tagsOf(JwtSecurityEvent event) {
		return this.tags.apply(this.type.cast(event));
	}

	int amountOf(JwtSecurityEvent event) {
		return this.amount.applyAsInt(this.type.cast(event));
	}

}
