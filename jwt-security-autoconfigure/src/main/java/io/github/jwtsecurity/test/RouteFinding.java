package io.github.jwtsecurity.test;

import io.github.jwtsecurity.ownership.OwnershipReview;
import org.jspecify.annotations.Nullable;

/**
 * A finding about a route that the inspection at start-up does not look for.
 *
 * @param route the methods and the pattern
 * @param reason the finding in a few words
 * @param problem the problem and its remedies, {@code null} if it is acknowledged
 */
record RouteFinding(String route, String reason, @Nullable String problem) {

	/**
	 * Creates a finding.
	 * @param route the route
	 * @param reason the finding
	 * @param remedy the remedies, and last the condition for an acknowledgement, as in
	 * {@code Name the user id. If every user may read the files}
	 * @param acknowledgement the entry that acknowledges the problem
	 * @param review the review of the application
	 */
	static RouteFinding of(String route, String reason, String remedy, String acknowledgement, OwnershipReview review) {
		return review.isAcknowledged(acknowledgement) ? new RouteFinding(route, "acknowledged: " + reason, null)
				: new RouteFinding(route, reason, "%s: %s. %s, add %s to jwt-security.ownership.acknowledged."
					.formatted(route, reason, remedy, acknowledgement));
	}

	/**
	 * Creates a finding of a user id that comes from a request, but not from its path.
	 * @param route the route
	 * @param input the input, as in {@code the header 'User-Id'}
	 * @param handler the names of the class and the method
	 * @param review the review of the application
	 */
	static RouteFinding ofInput(String route, String input, String handler, OwnershipReview review) {
		return of(route, input + " looks like a user id, but is not compared with the token",
				"Use the user id of the token instead, as with @CurrentUserId. If any user may be meant", handler,
				review);
	}

}
