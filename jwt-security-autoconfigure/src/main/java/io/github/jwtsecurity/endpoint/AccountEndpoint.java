package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.account.EmailNotVerifiedException;
import io.github.jwtsecurity.account.password.HashQueueTimeoutException;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.InvalidOneTimeTokenException;
import io.github.jwtsecurity.ownership.VerifiedToken;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import io.github.jwtsecurity.web.UncheckedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The base class of the library's endpoints. It answers their failures itself, before any
 * exception handler of the application.
 */
abstract class AccountEndpoint {

	private static final Log logger = LogFactory.getLog(AccountEndpoint.class);

	/**
	 * Disables the container's timeout, since the outcome has time limits of its own.
	 */
	private static final long NO_TIMEOUT = 0;

	private final ProblemWriter problemWriter;

	AccountEndpoint(ProblemWriter problemWriter) {
		this.problemWriter = problemWriter;
	}

	/**
	 * Returns a response that is sent when the outcome is complete. Until then, the
	 * request occupies no thread.
	 * @param outcome the outcome
	 * @return the result that Spring MVC waits for
	 */
	static DeferredResult<Answer> answer(CompletableFuture<Answer> outcome) {
		DeferredResult<Answer> result = new DeferredResult<>(NO_TIMEOUT);
		outcome.whenComplete((answer, failure) -> {
			if (failure != null) {
				result.setErrorResult(unwrap(failure));
			}
			else {
				result.setResult(answer);
			}
		});
		return result;
	}

	/**
	 * Returns the failure that a stage of a {@link CompletableFuture} has wrapped, or the
	 * failure itself.
	 */
	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	/**
	 * Returns the email address and the password in a body, which records an error for
	 * each of them that is missing.
	 */
	static Credentials credentials(JsonBody body, HttpServletRequest request) {
		return new Credentials(body.text("email"), body.text("password"), client(request));
	}

	static Client client(HttpServletRequest request) {
		return UncheckedHeaders.client(request);
	}

	/**
	 * Returns the user id of the access token, even if the application resolves the user
	 * id of its own paths in another way. Users of a further issuer have no account, even
	 * if an account has the same id.
	 */
	static String userId(UserIds userIds, @Nullable Authentication authentication) {
		Jwt token = VerifiedToken.of(authentication);
		String userId = (token != null) ? userIds.of(token) : null;
		if (token == null || userId == null) {
			throw new ProblemException(Problem.tokenMissing());
		}
		if (!userIds.isOfHome(token)) {
			throw noAccount();
		}
		return userId;
	}

	/**
	 * Returns the id of the session of the access token, {@code null} if it belongs to
	 * none.
	 */
	static @Nullable String sessionId(UserIds userIds, @Nullable Authentication authentication) {
		Jwt token = VerifiedToken.of(authentication);
		return (token != null) ? userIds.sessionIdOf(token) : null;
	}

	static ProblemException noAccount() {
		return new ProblemException(AccountProblems.noAccount());
	}

	@ExceptionHandler
	void refuse(ProblemException exception, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problemWriter.write(request, response, exception.problem());
	}

	@ExceptionHandler
	void refuse(InvalidOneTimeTokenException exception, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problemWriter.write(request, response, AccountProblems.oneTimeTokenRefused(exception.purpose()));
	}

	@ExceptionHandler
	void refuse(EmailNotVerifiedException exception, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problemWriter.write(request, response, Problem.of(ErrorCode.EMAIL_NOT_VERIFIED));
	}

	@ExceptionHandler
	void refuse(HashQueueTimeoutException exception, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problemWriter.write(request, response, Problem.of(ErrorCode.OVERLOADED, exception.retryAfter()));
	}

	@ExceptionHandler
	void refuse(RejectedExecutionException exception, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		logger.error("Too many requests wait for the database, or this service is shutting down");
		this.problemWriter.write(request, response, Problem.of(ErrorCode.OVERLOADED, Problem.RETRY_AFTER));
	}

	@ExceptionHandler
	void refuse(StoreException exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
		logger.error(exception.getMessage());
		logger.debug(exception.trace());
		this.problemWriter.write(request, response, Problem.of(ErrorCode.OVERLOADED, Problem.RETRY_AFTER));
	}

}
