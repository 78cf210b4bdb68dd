package io.github.jwtsecurity.ownership;

import java.util.Set;

/**
 * A route of the application with the verdict of the user id rule.
 *
 * @param methods the HTTP methods, empty for all
 * @param pattern the path pattern as the application declared it; for a handler without
 * one, the name of its class
 * @param verdict the verdict of the user id rule
 * @param settled whether the route needs no further decision, because it is guarded, has
 * no user id, or is acknowledged in {@code jwt-security.ownership.acknowledged}
 * @param reason the reason for the verdict, in a few words
 */
public record InspectedRoute(Set<String> methods, String pattern, Verdict verdict, boolean settled, String reason) {

	/**
	 * Returns the methods and the pattern, such as {@code GET /api/{user_id}/notes}.
	 * @return the route, with {@code *} for all methods
	 */
	public String route() {
		return new Route(this.methods, this.pattern).route();
	}

	/**
	 * A verdict of the user id rule.
	 */
	public enum Verdict {

		/** The path has a user id, and the user id rule is checked. */
		GUARDED,

		/** The path has no variable for a user id, so the rule is not checked. */
		WITHOUT_USER_ID,

		/** The paths cannot be read or guarded, so the rule is not checked. */
		UNINSPECTABLE

	}

}
