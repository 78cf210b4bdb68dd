package io.github.jwtsecurity.test;

import java.util.Locale;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.OwnershipReview;
import org.jspecify.annotations.Nullable;

/**
 * A route, or a use of a user id by a route, in the report of the guard proof.
 *
 * @param route the methods and the pattern
 * @param verdict the verdict in a few words
 * @param reason the reason for the verdict
 * @param problem the problem and its remedies, {@code null} if there is none
 */
record ReviewedRoute(String route, String verdict, String reason, @Nullable String problem) {

	static ReviewedRoute of(InspectedRoute route) {
		String verdict = route.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
		if (!route.settled()) {
			return new ReviewedRoute(route.route(), (route.verdict() == Verdict.GUARDED) ? "partly guarded" : verdict,
					route.reason(), OwnershipReview.describe(route));
		}
		return new ReviewedRoute(route.route(), verdict, route.reason(), null);
	}

	/**
	 * Returns the problem of a user id that comes from a request, but not from its path.
	 * @param route the route
	 * @param input the input, as in {@code the header 'User-Id'}
	 * @param handler the names of the class and the method
	 * @param review the review of the application
	 */
	static ReviewedRoute ofInput(String route, String input, String handler, OwnershipReview review) {
		return found(route, input + " looks like a user id, but is not compared with the token",
				"Use the user id of the token instead, as with @CurrentUserId. If any user may be meant", handler,
				review);
	}

	/**
	 * Returns a problem that the inspection at start-up does not look for.
	 * @param route the route
	 * @param reason the problem
	 * @param remedy the remedies, one or more sentences
	 * @param acknowledgement the entry that acknowledges the problem
	 * @param review the review of the application
	 */
	static ReviewedRoute found(String route, String reason, String remedy, String acknowledgement,
			OwnershipReview review) {
		return review.isAcknowledged(acknowledgement)
				? new ReviewedRoute(route, "acknowledged", "acknowledged: " + reason, null)
				: new ReviewedRoute(route, "open", reason, "%s: %s. %s, add %s to jwt-security.ownership.acknowledged."
					.formatted(route, reason, remedy, acknowledgement));
	}

}
