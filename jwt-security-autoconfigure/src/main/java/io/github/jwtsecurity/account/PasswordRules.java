package io.github.jwtsecurity.account;

import java.util.List;

import io.github.jwtsecurity.account.PasswordProperties.Policy;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.Assert;

/**
 * The rules for the characters of new passwords that are in force.
 *
 * @param minLength the minimum number of code points
 * @param uppercase whether an uppercase letter is needed
 * @param lowercase whether a lowercase letter is needed
 * @param digit whether a digit is needed
 */
record PasswordRules(int minLength, boolean uppercase, boolean lowercase, boolean digit) {

	private static final int NIST_MIN_LENGTH = 15;

	/**
	 * Returns the rules of the properties, or those of the policy {@code nist}, whose
	 * defaults are others.
	 * @param properties the properties
	 * @param binder tells which of the properties are set
	 * @throws IllegalArgumentException if a property that is set contradicts the policy
	 */
	static PasswordRules of(PasswordProperties properties, Binder binder) {
		return (properties.policy() == Policy.NIST) ? nist(properties.maxLength(), binder)
				: new PasswordRules(properties.minLength(), properties.requireUppercase(),
						properties.requireLowercase(), properties.requireDigit());
	}

	private static PasswordRules nist(int maxLength, Binder binder) {
		for (String rule : List.of("require-uppercase", "require-lowercase", "require-digit")) {
			Assert.isTrue(!binder.bind(PasswordProperties.PREFIX + rule, Boolean.class).orElse(false),
					() -> "%1$s%2$s must not be true with %1$spolicy=nist. Remove it, or set the policy to composition"
						.formatted(PasswordProperties.PREFIX, rule));
		}
		int minLength = binder.bind(PasswordProperties.PREFIX + "min-length", Integer.class).orElse(NIST_MIN_LENGTH);
		Assert.isTrue(minLength >= NIST_MIN_LENGTH,
				() -> "%1$smin-length must be at least %2$d with %1$spolicy=nist. Remove it, or set the policy to composition"
					.formatted(PasswordProperties.PREFIX, NIST_MIN_LENGTH));
		Assert.isTrue(maxLength >= minLength, () -> "%1$smax-length must be at least %2$d with %1$spolicy=nist"
			.formatted(PasswordProperties.PREFIX, minLength));
		return new PasswordRules(minLength, false, false, false);
	}

}
