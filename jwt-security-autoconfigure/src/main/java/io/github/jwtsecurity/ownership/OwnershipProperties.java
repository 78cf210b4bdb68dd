package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The user id rule.
 *
 * @param enabled Whether a request is refused when the user id in its path is not that of
 * its token.
 * @param variables Names of path variables that hold a user id. Every handler whose
 * mapping has one of them is guarded, whatever its method or place.
 * @param patterns Further path patterns to guard, each with one of the variables, for
 * handlers outside Spring MVC mappings.
 * @param bypassAuthorities Authorities that may act for any user.
 * @param mismatchStatus How a request for somebody else's path is answered.
 * @param lookalikes What to do about a mapping with a variable that looks like a user id
 * but is not guarded, such as "{uid}" or "{user-id}".
 */
@ConfigurationProperties("jwt-security.ownership")
record OwnershipProperties(@DefaultValue("true") boolean enabled, @DefaultValue( {
		"user_id", "userId" }) Set<String> variables, @DefaultValue List<String> patterns,
		@DefaultValue Set<String> bypassAuthorities, @DefaultValue("forbidden") MismatchStatus mismatchStatus,
		@DefaultValue("warn") Lookalikes lookalikes){

	OwnershipProperties {
		Assert.notEmpty(variables, "jwt-security.ownership.variables must not be empty; to turn the rule off, set"
				+ " jwt-security.ownership.enabled=false");
		Assert.isTrue(variables.stream().noneMatch(String::isBlank),
				"jwt-security.ownership.variables must not have blank values");
		for (String pattern : patterns) {
			Assert.isTrue(pattern.startsWith("/"),
					() -> "jwt-security.ownership.patterns: " + pattern + " must begin with /");
			Assert.isTrue(PathVariables.in(pattern).stream().anyMatch(variables::contains),
					() -> "jwt-security.ownership.patterns: " + pattern + " has none of the variables " + variables);
		}
	}

	/**
	 * What to do about a variable that looks like a user id.
	 */
	enum Lookalikes {

		/** Log a warning. */
		WARN,

		/** Refuse to start. */
		FAIL,

		/** Nothing. */
		IGNORE

	}

}
