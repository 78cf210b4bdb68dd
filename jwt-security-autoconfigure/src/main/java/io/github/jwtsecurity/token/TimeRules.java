package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import io.github.jwtsecurity.token.TokenCheck.Finding;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * The rules for the times of tokens (RFC 7519, sections 4.1.4 to 4.1.6).
 */
final class TimeRules {

	private static final String CLOCKS = "Synchronize the clocks of the issuer and of this service, or raise"
			+ " jwt-security.token.clock-skew.";

	private final Duration clockSkew;

	private final Clock clock;

	TimeRules(Duration clockSkew, Clock clock) {
		this.clockSkew = clockSkew;
		this.clock = clock;
	}

	/**
	 * Returns the checks of the times, which convert the claims to instants.
	 */
	Stream<TokenCheck> checks() {
		return Stream.of(
				new TokenCheck(JwtClaimNames.IAT, (token) -> requireTime(token, JwtClaimNames.IAT),
						(token) -> explainType(token, JwtClaimNames.IAT)),
				new TokenCheck(JwtClaimNames.EXP, (token) -> requireTime(token, JwtClaimNames.EXP),
						(token) -> explainType(token, JwtClaimNames.EXP)),
				new TokenCheck(JwtClaimNames.NBF, (token) -> convert(token, JwtClaimNames.NBF),
						(token) -> explainType(token, JwtClaimNames.NBF)),
				new TokenCheck("expiry", (token) -> requireNotExpired(expiresAt(token), token.now(this.clock)),
						this::explainExpiry),
				new TokenCheck("issued before now",
						(token) -> requireStarted(JwtClaimNames.IAT, issuedAt(token), token.now(this.clock)),
						(token) -> explainStart(token, JwtClaimNames.IAT)),
				new TokenCheck("valid now",
						(token) -> requireStarted(JwtClaimNames.NBF, instant(token, JwtClaimNames.NBF),
								token.now(this.clock)),
						(token) -> explainStart(token, JwtClaimNames.NBF)),
				new TokenCheck("lifetime", (token) -> requireOrder(issuedAt(token), expiresAt(token)),
						TimeRules::explainOrder));
	}

	/**
	 * Checks the times of a token whose other claims were checked before.
	 */
	void check(VerifiedToken token) {
		Instant now = this.clock.instant();
		requireNotExpired(token.expiresAt(), now);
		requireStarted(JwtClaimNames.IAT, token.issuedAt(), now);
		requireStarted(JwtClaimNames.NBF, token.notBefore(), now);
	}

	private void requireNotExpired(Instant expiresAt, Instant now) {
		if (!now.isBefore(expiresAt.plus(this.clockSkew))) {
			throw new InvalidTokenException(Reason.EXPIRED, JwtClaimNames.EXP, "The token is expired");
		}
	}

	private void requireStarted(String claim, @Nullable Instant start, Instant now) {
		if (start != null && start.isAfter(now) && start.isAfter(now.plus(this.clockSkew))) {
			throw new InvalidTokenException(Reason.NOT_YET_VALID, claim, "The token is not valid yet");
		}
	}

	private static void requireOrder(Instant issuedAt, Instant expiresAt) {
		if (!issuedAt.isBefore(expiresAt)) {
			throw new InvalidTokenException(Reason.CLAIM, JwtClaimNames.EXP, "The token expires before it was issued");
		}
	}

	private static void requireTime(TokenCandidate token, String name) {
		if (token.claims().get(name) == null) {
			throw new InvalidTokenException(Reason.CLAIM, name, "The token's claim '" + name + "' is missing");
		}
		convert(token, name);
	}

	private static void convert(TokenCandidate token, String name) {
		Object value = token.claims().get(name);
		if (value == null) {
			return;
		}
		Instant time = NumericDate.toInstant(value);
		if (time == null) {
			throw new InvalidTokenException(Reason.CLAIM, name, "The token's claim '" + name + "' is not a time");
		}
		token.claims().put(name, time);
	}

	private static Instant issuedAt(TokenCandidate token) {
		return Objects.requireNonNull(instant(token, JwtClaimNames.IAT));
	}

	private static Instant expiresAt(TokenCandidate token) {
		return Objects.requireNonNull(instant(token, JwtClaimNames.EXP));
	}

	private static @Nullable Instant instant(TokenCandidate token, String name) {
		return (Instant) token.claims().get(name);
	}

	private static Finding explainType(TokenCandidate token, String name) {
		return new Finding("seconds since 1970, as a number up to the year 9999",
				ClaimType.of(token.claims().get(name)),
				"Let the issuer set the claim " + name + " to a number of seconds.");
	}

	private Finding explainExpiry(TokenCandidate token) {
		return new Finding("a time after " + token.now(this.clock).minus(this.clockSkew),
				String.valueOf(expiresAt(token)), "Request a new token. If the token is new, synchronize the clocks.");
	}

	private Finding explainStart(TokenCandidate token, String name) {
		return new Finding("a time up to " + token.now(this.clock).plus(this.clockSkew),
				String.valueOf(instant(token, name)), CLOCKS);
	}

	private static Finding explainOrder(TokenCandidate token) {
		return new Finding("a time after iat, " + issuedAt(token), String.valueOf(expiresAt(token)),
				"Let the issuer set exp to a time after iat.");
	}

}
