package io.github.jwtsecurity.ownership;

import java.util.Set;

/**
 * The settings of the user id rule.
 *
 * @param enabled whether the rule is applied
 * @param variables the names of path variables that hold a user id
 * @param mismatchStatus the response to a request for a path of another user
 * @hidden
 */
public record OwnershipSettings(boolean enabled, Set<String> variables, MismatchStatus mismatchStatus) {
}
