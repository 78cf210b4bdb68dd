package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Set;

import io.github.jwtsecurity.token.DotSegments;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the user id rule.
 *
 * @param enabled Whether a request is refused when the user id in its path is not that of
 * its token.
 * @param variables Names of path variables that hold a user id. Every handler whose
 * mapping has one of them is guarded, regardless of its method and position.
 * @param patterns Further path patterns to guard, each with one of the path variables
 * that hold a user id, for handlers outside Spring MVC mappings.
 * @param bypassAuthorities Authorities whose users may send requests for the paths of any
 * user.
 * @param mismatchStatus Response to a request for a path of another user: forbidden for
 * 403, or not-found for 404.
 * @param lookalikes Reaction to a mapping with a variable that looks like a user id but
 * is not guarded, such as "{uid}", "{accountId}", or "{id}" below "users".
 * @param acknowledged Mappings that are intentionally not guarded: path patterns,
 * patterns with wildcards for all mappings below, class names of handlers without a
 * pattern, or handler methods such as "com.example.OrderController#search" for tests.
 * @param uninspectable Reaction to handlers whose paths cannot be read, such as servlets.
 */
@ConfigurationProperties("jwt-security.ownership")
record OwnershipProperties(@DefaultValue("true") boolean enabled, @DefaultValue( {
		"user_id", "userId" }) Set<String> variables, @DefaultValue List<String> patterns,
		@DefaultValue Set<String> bypassAuthorities, @DefaultValue("forbidden") MismatchStatus mismatchStatus,
		@DefaultValue("warn") Reaction lookalikes, @DefaultValue List<String> acknowledged,
		@DefaultValue("warn") Reaction uninspectable){

	OwnershipProperties {
		Assert.notEmpty(variables, "jwt-security.ownership.variables must not be empty; to turn the rule off, set"
				+ " jwt-security.ownership.enabled=false");
		Assert.isTrue(variables.stream().noneMatch(String::isBlank),
				"jwt-security.ownership.variables must not have blank values");
		Assert.isTrue(bypassAuthorities.stream().noneMatch(String::isBlank),
				"jwt-security.ownership.bypass-authorities must not have blank values");
		Assert.isTrue(acknowledged.stream().noneMatch(String::isBlank),
				"jwt-security.ownership.acknowledged must not have blank values");
		for (String pattern : patterns) {
			Assert.isTrue(pattern.startsWith("/"),
					() -> "jwt-security.ownership.patterns: " + pattern + " must begin with /");
			PathVariables.check("jwt-security.ownership.patterns", pattern);
			DotSegments.refuse("jwt-security.ownership.patterns", pattern);
			Assert.isTrue(PathVariables.in(pattern).stream().anyMatch(variables::contains),
					() -> "jwt-security.ownership.patterns: " + pattern + " has none of the variables " + variables);
		}
	}

	/**
	 * A reaction to a route that may have a user id but is not guarded.
	 */
	enum Reaction {

		/** Logs a warning. */
		WARN,

		/** Prevents the start. */
		FAIL,

		/** Does nothing. */
		IGNORE

	}

}
