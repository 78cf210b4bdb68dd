package io.github.jwtsecurity.account.password;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.password.CompromisedPasswordChecker;

/**
 * A check of new passwords against the limits, the policy, and known data breaches. All
 * violated rules are reported together.
 */
final class NewPasswordCheck implements Closeable {

	/**
	 * The time limit of a check for data breaches, which is longer than the usual
	 * response time of such a service.
	 */
	private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(3);

	private final PasswordLimits limits;

	private final PasswordPolicy policy;

	private final @Nullable CompromisedPasswords compromised;

	NewPasswordCheck(PasswordLimits limits, PasswordPolicy policy, @Nullable CompromisedPasswordChecker compromised) {
		this.limits = limits;
		this.policy = policy;
		this.compromised = (compromised != null) ? new CompromisedPasswords(compromised, CHECK_TIMEOUT) : null;
	}

	/**
	 * Checks a password. The policy is not called for a password that is too long, since
	 * its evaluation could take arbitrarily long.
	 * @param password the password as the user typed it
	 * @param email the email address of the user, as the user typed it
	 * @return the violated rules, one text for each; empty if the password is accepted
	 */
	List<String> violations(CharSequence password, String email) {
		PlainPassword plain = this.limits.normalize(password);
		List<String> violations = new ArrayList<>(this.limits.violations(plain));
		if (this.limits.isShortEnough(plain)) {
			violations.addAll(this.policy.violations(new NewPassword(plain, email)));
		}
		return List.copyOf(violations);
	}

	/**
	 * Checks whether a password is known from a data breach. This check may take seconds,
	 * so it comes last, after the password has passed the other rules.
	 * @param password the password as the user typed it
	 * @return the violated rule; empty if the password is accepted. The future is
	 * completed on a thread that must not block
	 */
	CompletableFuture<List<String>> breaches(CharSequence password) {
		if (this.compromised == null) {
			return CompletableFuture.completedFuture(List.of());
		}
		return this.compromised.contain(this.limits.normalize(password).text())
			.thenApply((known) -> known ? List.of("must not be known from a data breach") : List.of());
	}

	@Override
	public void close() {
		if (this.compromised != null) {
			this.compromised.close();
		}
	}

}
