package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.ownership.VerifiedToken;
import io.github.jwtsecurity.token.SessionTokenIssuer;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A guard of changes that need the current password or a recent login (RFC 9470), so that
 * a stolen access token is not sufficient to take an account over.
 */
final class FreshLogin {

	/** The name of the member with the current password. */
	static final String CURRENT_PASSWORD = "current_password";

	/** The difference between the clocks of two instances that is accepted. */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

	private final AccountService accountService;

	private final LimitedAttemptFactory attempts;

	private final Duration maxAge;

	private final Clock clock;

	FreshLogin(AccountService accountService, LimitedAttemptFactory attempts, Duration maxAge, Clock clock) {
		this.accountService = accountService;
		this.attempts = attempts;
		this.maxAge = maxAge;
		this.clock = clock;
	}

	/**
	 * Returns the current password in the body of a request that need not have one.
	 * @return the password as it was typed, {@code null} if there is none
	 * @throws ProblemException if the body is malformed
	 */
	static @Nullable String currentPassword(HttpServletRequest request) throws IOException {
		JsonBody body = JsonBody.readIfPresent(request);
		String currentPassword = body.textIfPresent(CURRENT_PASSWORD);
		body.requireComplete();
		return currentPassword;
	}

	/**
	 * Requires a recent login.
	 * @param authentication the authentication by the verified access token
	 * @throws ProblemException if the login of the token is too long ago, or its time is
	 * not known
	 */
	void require(@Nullable Authentication authentication) {
		Jwt token = VerifiedToken.of(authentication);
		Instant time = (token != null) ? SessionTokenIssuer.authenticatedAt(token) : null;
		if (time == null || !isFresh(time)) {
			throw new ProblemException(Problem.insufficientUserAuthentication(this.maxAge));
		}
	}

	private boolean isFresh(Instant time) {
		Instant now = this.clock.instant();
		return !this.maxAge.isZero() && time.isAfter(now.minus(this.maxAge)) && !time.isAfter(now.plus(CLOCK_SKEW));
	}

	/**
	 * Makes a change if the current password is right or, without it, if the login is
	 * recent.
	 * @param userId the verified user id
	 * @param currentPassword the current password as it was typed, {@code null} if the
	 * request has none
	 * @param authentication the authentication by the verified access token
	 * @param client the origin of the request
	 * @param change the change
	 * @return the answer of the change, or the refusal
	 */
	CompletableFuture<Answer> check(String userId, @Nullable String currentPassword,
			@Nullable Authentication authentication, Client client, Supplier<Answer> change) {
		if (currentPassword == null) {
			require(authentication);
			return CompletableFuture.completedFuture(change.get());
		}
		return this.attempts.make(() -> {
			LimitedAttempt attempt = this.attempts.passwordCheck(userId, client);
			return this.accountService.verifyPassword(userId, currentPassword, client, attempt)
				.whenComplete((matches, failure) -> end(attempt, matches, failure))
				.thenApply((matches) -> {
					if (!matches) {
						throw new ProblemException(wrongPassword());
					}
					return change.get();
				});
		});
	}

	private static void end(LimitedAttempt attempt, @Nullable Boolean matches, @Nullable Throwable failure) {
		if (matches == null) {
			attempt.cancelled(failure);
		}
		else if (matches) {
			attempt.succeeded();
		}
		else {
			attempt.failed();
		}
	}

	/**
	 * Returns the refusal of a wrong current password.
	 */
	static Problem wrongPassword() {
		return Problem.of(ErrorCode.INVALID_CREDENTIALS, "The current password is wrong.");
	}

}
