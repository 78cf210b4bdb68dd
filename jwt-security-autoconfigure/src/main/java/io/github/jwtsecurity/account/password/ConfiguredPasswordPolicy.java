package io.github.jwtsecurity.account.password;

import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.account.password.PasswordProperties.Common;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the rules of the properties.
 */
final class ConfiguredPasswordPolicy implements PasswordPolicy {

	private final PasswordRules rules;

	private final String applicationName;

	private final @Nullable CommonPasswords common;

	ConfiguredPasswordPolicy(PasswordRules rules, Common common, String applicationName) {
		this.rules = rules;
		this.applicationName = applicationName;
		this.common = (common == Common.REFUSE) ? new CommonPasswords() : null;
	}

	@Override
	public List<String> violations(NewPassword password) {
		PlainPassword plain = password.plain();
		int minLength = this.rules.minLength();
		boolean isLongEnough = plain.length() >= minLength;
		Violations violations = new Violations();
		violations.addIf(!isLongEnough, "must have at least " + minLength + " characters");
		violations.addIf(this.rules.uppercase() && !plain.has(Character.UPPERCASE_LETTER),
				"must have an uppercase letter");
		violations.addIf(this.rules.lowercase() && !plain.has(Character.LOWERCASE_LETTER),
				"must have a lowercase letter");
		violations.addIf(this.rules.digit() && !plain.has(Character.DECIMAL_DIGIT_NUMBER), "must have a digit");
		violations.addIf(isCommon(plain), "must not be too common");
		violations.addIf(isLongEnough && isGuessable(plain, password.email()),
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

	private static final class Violations {

		private final List<String> found = new ArrayList<>();

		void addIf(boolean violated, String text) {
			if (violated) {
				this.found.add(text);
			}
		}

	}

}
