package io.github.jwtsecurity.account;

import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.account.PasswordProperties.Common;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

/**
 * Decides whether a password may be chosen. It says all that is wrong with it at once,
 * and never quotes it.
 */
final class PasswordPolicy {

	private static final Log logger = LogFactory.getLog(PasswordPolicy.class);

	private final PasswordRules rules;

	private final int maxLength;

	private final int maxBytes;

	private final String applicationName;

	private final @Nullable CommonPasswords common;

	private final @Nullable CompromisedPasswordChecker compromised;

	PasswordPolicy(PasswordProperties properties, PasswordRules rules, String applicationName,
			@Nullable CompromisedPasswordChecker compromised) {
		this.rules = rules;
		this.maxLength = properties.maxLength();
		this.maxBytes = PasswordEncoders.format(properties.encoder()).maxBytes();
		this.applicationName = applicationName;
		this.common = (properties.common() == Common.REFUSE) ? new CommonPasswords() : null;
		this.compromised = compromised;
	}

	/**
	 * Checks a password.
	 * @param password the password as it was typed
	 * @param email the email address of the user, as it was typed
	 * @return what it must have, one text for each rule that it fails; empty if it may be
	 * chosen
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
		violations.addIf(length <= this.maxLength && isCommon(plain), "must not be one that is too common");
		violations.addIf(length >= minLength && length <= this.maxLength && isGuessable(plain, email),
				"must have at least " + minLength + " characters apart from the email address, its part before the @,"
						+ " and the name of the application");
		violations.addIf(length <= this.maxLength && plain.isUnambiguous() && isCompromised(plain),
				"must not be one that is known from a data breach");
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
	 * Without an answer the password is taken: signup must not depend on a service of
	 * somebody else. The exception is not logged, since it may quote the password.
	 */
	private boolean isCompromised(PlainPassword password) {
		if (this.compromised == null) {
			return false;
		}
		try {
			CompromisedPasswordDecision decision = this.compromised.check(password.text());
			return decision != null && decision.isCompromised();
		}
		catch (RuntimeException ex) {
			logger.warn(LogMessage.format("A password was not compared with known ones: the checker threw %s",
					ex.getClass().getName()));
			return false;
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
