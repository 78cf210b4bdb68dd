package io.github.jwtsecurity.account.password;

import java.util.List;

import io.github.jwtsecurity.account.password.PasswordProperties.Policy;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The effective rules for the characters of new passwords.
 *
 * @param minLength the minimum number of code points
 * @param uppercase whether an uppercase letter is needed
 * @param lowercase whether a lowercase letter is needed
 * @param digit whether a digit is needed
 */
record PasswordRules(int minLength, boolean uppercase, boolean lowercase, boolean digit) {

	private static final int NIST_MIN_LENGTH = 15;

	/**
	 * Returns the rules of the properties, with other defaults for the policy
	 * {@code nist}.
	 * @param properties the properties
	 * @param binder the binder, which knows the properties that are set
	 * @throws InvalidConfigurationPropertyValueException if a property that is set
	 * contradicts the policy
	 */
	static PasswordRules of(PasswordProperties properties, Binder binder) {
		return (properties.policy() == Policy.NIST) ? nist(properties.maxLength(), binder)
				: new PasswordRules(properties.minLength(), properties.requireUppercase(),
						properties.requireLowercase(), properties.requireDigit());
	}

	private static PasswordRules nist(int maxLength, Binder binder) {
		for (String rule : List.of("require-uppercase", "require-lowercase", "require-digit")) {
			boolean required = binder.bind(PasswordProperties.PREFIX + rule, Boolean.class).orElse(false);
			require(!required, rule, required, "must not be true");
		}
		int minLength = binder.bind(PasswordProperties.PREFIX + "min-length", Integer.class).orElse(NIST_MIN_LENGTH);
		require(minLength >= NIST_MIN_LENGTH, "min-length", minLength, "must be at least " + NIST_MIN_LENGTH);
		require(maxLength >= minLength, "max-length", maxLength, "must be at least " + minLength);
		return new PasswordRules(minLength, false, false, false);
	}

	private static void require(boolean condition, String property, Object value, String rule) {
		if (!condition) {
			String prefix = PasswordProperties.PREFIX;
			throw new InvalidConfigurationPropertyValueException(prefix + property, value,
					"%s%s %s with %spolicy=nist. Remove it, or set the policy to composition".formatted(prefix,
							property, rule, prefix));
		}
	}

}
