package io.github.jwtsecurity.account.password;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

/**
 * A {@link CompromisedPasswordChecker} that is called on threads of its own, and for a
 * limited time. Without a response, a password counts as unknown, so that signup does not
 * depend on an external service.
 */
final class CompromisedPasswords implements Closeable {

	private static final Log logger = LogFactory.getLog(CompromisedPasswords.class);

	private final CompromisedPasswordChecker checker;

	private final Duration timeout;

	private final ThreadPoolTaskExecutor executor = BoundedExecutor.create("compromised-passwords-");

	/**
	 * Creates a new instance.
	 * @param checker the checker, which may block
	 * @param timeout the time after which a password counts as unknown
	 */
	CompromisedPasswords(CompromisedPasswordChecker checker, Duration timeout) {
		this.checker = checker;
		this.timeout = timeout;
	}

	/**
	 * Calls the checker.
	 * @param password the normal form of the password
	 * @return whether the password is known from a data breach, completed on a thread
	 * that must not block
	 */
	CompletableFuture<Boolean> contain(String password) {
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		Future<?> asked;
		try {
			asked = this.executor.submit(() -> ask(password, answer));
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.completedFuture(unknown(ex));
		}
		return answer.orTimeout(this.timeout.toNanos(), TimeUnit.NANOSECONDS).exceptionallyAsync((ex) -> {
			asked.cancel(true);
			return unknown(ex);
		});
	}

	private void ask(String password, CompletableFuture<Boolean> answer) {
		try {
			CompromisedPasswordDecision decision = this.checker.check(password);
			answer.complete(decision != null && decision.isCompromised());
		}
		catch (RuntimeException ex) {
			answer.completeExceptionally(ex);
		}
	}

	/**
	 * Logs a failure without its message and stack trace, which may quote the password.
	 */
	private boolean unknown(Throwable failure) {
		String reason = (failure instanceof TimeoutException)
				? "did not answer within %d ms".formatted(this.timeout.toMillis())
				: "failed with " + failure.getClass().getName();
		logger.warn("A password was not compared with known ones: the CompromisedPasswordChecker " + reason);
		return false;
	}

	@Override
	public void close() {
		this.executor.shutdown();
	}

}
