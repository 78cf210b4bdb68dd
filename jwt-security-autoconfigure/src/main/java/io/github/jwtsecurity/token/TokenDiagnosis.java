package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.jwtsecurity.token.TokenCheck.Finding;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * The result of each check of a token, without the token and without claim values.
 *
 * @param outcome the outcome
 * @param reason the reason for a refusal, {@code null} for any other outcome
 * @param issuer the name of the issuer in the configuration, {@code null} if none is
 * accepted for the token
 * @param algorithm the header parameter {@code alg}, cleaned and cut after 64 characters,
 * {@code null} if it cannot be read
 * @param kid the header parameter {@code kid}, cleaned and cut after 64 characters,
 * {@code null} if there is none
 * @param kidKnown whether the issuer has a key with this id now
 * @param checks the checks in their order
 * @hidden
 */
public record TokenDiagnosis(Outcome outcome, @Nullable String reason, @Nullable String issuer,
		@Nullable String algorithm, @Nullable String kid, boolean kidKnown, List<Result> checks) {

	/**
	 * Creates the diagnosis of a token.
	 * @param checks the checks that apply to the token
	 * @param token the token after its verification
	 * @param failure the failure, {@code null} if the token is accepted
	 */
	static TokenDiagnosis of(List<TokenCheck> checks, TokenCandidate token, @Nullable JwtException failure) {
		List<Result> results = new ArrayList<>();
		Status status = Status.PASSED;
		for (TokenCheck check : checks) {
			if (failure != null && check == token.current()) {
				results.add(failed(check, token, failure));
				status = Status.NOT_REACHED;
			}
			else {
				results.add(new Result(check.name(), status, null, null, null, null));
			}
		}
		TokenOrigin origin = token.origin();
		return new TokenDiagnosis(outcome(failure), (failure instanceof BadJwtException bad) ? reason(bad) : null,
				origin.issuerName(), (token.header("alg") != null) ? HeaderText.of(token.header("alg")) : null,
				(token.header("kid") != null) ? HeaderText.of(token.header("kid")) : null, origin.isKnown(),
				List.copyOf(results));
	}

	private static Outcome outcome(@Nullable JwtException failure) {
		if (failure == null) {
			return Outcome.ACCEPTED;
		}
		return (failure instanceof BadJwtException) ? Outcome.REFUSED : Outcome.UNDECIDED;
	}

	private static String reason(BadJwtException failure) {
		return ((failure instanceof InvalidTokenException invalid) ? invalid.reason()
				: InvalidTokenException.Reason.VALIDATOR)
			.name();
	}

	/**
	 * Returns the result of the check that has failed. The message of an exception of the
	 * application is dropped, because it may quote the token.
	 */
	private static Result failed(TokenCheck check, TokenCandidate token, JwtException failure) {
		if (failure instanceof BadJwtException) {
			Finding finding = check.explanation().apply(token);
			return new Result(check.name(), Status.FAILED,
					(failure instanceof InvalidTokenException) ? failure.getMessage()
							: "The token is refused by this service",
					finding.expected(), finding.found(), finding.remedy());
		}
		boolean known = failure instanceof KeysUnavailableException
				|| failure instanceof RevocationUnavailableException;
		return new Result(check.name(), Status.UNDECIDED,
				known ? failure.getMessage() : "A component of the application failed", null, null,
				"See the log of the service, and try again.");
	}

	/**
	 * Returns the names of the checks by their status, for the log.
	 */
	static String outline(List<TokenCheck> checks, TokenCandidate token) {
		List<String> names = checks.stream().map(TokenCheck::name).toList();
		TokenCheck current = token.current();
		int failed = (current != null) ? checks.indexOf(current) : 0;
		return "Passed: %s; failed: %s; not reached: %s".formatted(join(names.subList(0, failed)), names.get(failed),
				join(names.subList(failed + 1, names.size())));
	}

	private static String join(List<String> names) {
		return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
	}

	/**
	 * The outcome of a diagnosis.
	 *
	 * @hidden
	 */
	public enum Outcome {

		/** The token is accepted. */
		ACCEPTED,

		/** The token is refused. */
		REFUSED,

		/** The token can be neither accepted nor refused now. */
		UNDECIDED

	}

	/**
	 * The status of a check.
	 *
	 * @hidden
	 */
	public enum Status {

		/** The token has passed the check. */
		PASSED,

		/** The token has failed the check. */
		FAILED,

		/** The check could not be completed. */
		UNDECIDED,

		/** The check was not applied, because an earlier one failed. */
		NOT_REACHED

	}

	/**
	 * The result of a check. All texts are {@code null} for a check that was passed or
	 * not reached.
	 *
	 * @param check the name of the check
	 * @param status the status
	 * @param message the message that the client receives
	 * @param expected the expectation
	 * @param found the fact: a value for header parameters and times, else a type
	 * @param remedy the change that lets the token pass
	 * @hidden
	 */
	public record Result(String check, Status status, @Nullable String message, @Nullable String expected,
			@Nullable String found, @Nullable String remedy) {
	}

}
