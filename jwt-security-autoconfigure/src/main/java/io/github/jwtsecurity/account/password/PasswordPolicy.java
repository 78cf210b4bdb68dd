package io.github.jwtsecurity.account.password;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.account.password.PasswordProperties.Common;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.password.CompromisedPasswordChecker;

/**
 * A policy for new passwords. It reports all broken rules at once, and never quotes the
 * password.
 */
final class PasswordPolicy implements Closeable {

	/**
	 * The time limit, which is shorter than the patience of users and longer than the
	 * usual response time of such a service.
	 */
	private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(3);

	private final PasswordRules rules;

	private final int maxLength;

	private final int maxBytes;

	private final String applicationName;

	private final @Nullable CommonPasswords common;

	private final @Nullable CompromisedPasswords compromised;

	PasswordPolicy(PasswordProperties properties, PasswordRules rules, String applicationName,
			@Nullable CompromisedPasswordChecker compromised) {
		this.rules = rules;
		this.maxLength = properties.maxLength();
		this.maxBytes = PasswordEncoders.format(properties.encoder()).maxBytes();
		this.applicationName = applicationName;
		this.common = (properties.common() == Common.REFUSE) ? new CommonPasswords() : null;
		this.compromised = (compromised != null) ? new CompromisedPasswords(compromised, CHECK_TIMEOUT) : null;
	}

	/**
	 * Checks a password.
	 * @param password the password as the user typed it
	 * @param email the email address of the user, as the user typed it
	 * @return the broken rules, one text for each; empty if the password is accepted
	 */
	List<String> violations(CharSequence password, String email) {
		PlainPassword plain = PlainPassword.of(password, this.maxLength);
		int length = plain.length();
		int minLength = this.rules.minLength();
		Violations violations = new Violations();
		violations.addIf(length < minLength, "must have at least " + minLength + " characters");
		violations.addIf(length > this.maxLength, "must have at most " + this.maxLength + " characters");
		violations.addIf(length <= this.maxLength && !plain.fits(this.maxBytes),
				"must have at most " + this.maxBytes + " bytes in UTF-8, where some characters take up to four");
		violations.addIf(!plain.isUnambiguous(), "must not have NUL characters or unpaired surrogates");
		violations.addIf(this.rules.uppercase() && !plain.has(Character.UPPERCASE_LETTER),
				"must have an uppercase letter");
		violations.addIf(this.rules.lowercase() && !plain.has(Character.LOWERCASE_LETTER),
				"must have a lowercase letter");
		violations.addIf(this.rules.digit() && !plain.has(Character.DECIMAL_DIGIT_NUMBER), "must have a digit");
		violations.addIf(length <= this.maxLength && isCommon(plain), "must not be too common");
		violations.addIf(length >= minLength && length <= this.maxLength && isGuessable(plain, email),
				"must have at least " + minLength + " characters apart from the email address, its part before the @,"
						+ " and the name of the application");
		return List.copyOf(violations.found);
	}

	private boolean isCommon(PlainPassword password) {
		return this.common != null && this.common.contain(password.text());
	}

	private boolean isGuessable(PlainPassword password, String email) {
		return this.common != null
				&& KnownWords.of(email, this.applicationName).removeFrom(password).length() < this.rules.minLength();
	}

	/**
	 * Checks whether a password is known from a data breach, which may take seconds. This
	 * check comes last, after the password has passed the cheap rules.
	 * @param password the password as the user typed it
	 * @return the broken rule; empty if the password is accepted. The future is completed
	 * on a thread that must not block
	 */
	CompletableFuture<List<String>> breaches(CharSequence password) {
		if (this.compromised == null) {
			return CompletableFuture.completedFuture(List.of());
		}
		return this.compromised.contain(PlainPassword.of(password, this.maxLength).text())
			.thenApply((known) -> known ? List.of("must not be known from a data breach") : List.of());
	}

	@Override
	public void close() {
		if (this.compromised != null) {
			this.compromised.close();
		}
	}

	private static final class Violations {

		private final List<String> found = new ArrayList<>();

		private void addIf(boolean violated, String text) {
			if (violated) {
				this.found.add(text);
			}
		}

	}

}
