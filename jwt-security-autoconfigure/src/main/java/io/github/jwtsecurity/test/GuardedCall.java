package io.github.jwtsecurity.test;

import java.util.Set;
import java.util.function.Predicate;

import io.github.jwtsecurity.ownership.MismatchStatus;
import io.github.jwtsecurity.test.GuardedRequest.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A request of a caller to a guarded route, with the verification of the response.
 *
 * @param name the name of the test
 * @param caller the caller
 * @param request the request
 * @param application the application under test
 */
record GuardedCall(String name, Caller caller, GuardedRequest request, Application application) {

	/** The statuses of Spring MVC for requests that match no mapping. */
	private static final Set<Integer> UNMATCHED = Set.of(400, 404, 405, 406, 413, 415);

	/**
	 * Verifies that the owner is not refused, and that the user id rule refuses any other
	 * caller before a handler runs.
	 * @throws Exception if there is no response
	 */
	void verify() throws Exception {
		GuardedResponse response = this.application.sender().send(this.request);
		boolean handled = this.application.hasHandled(this.request);
		Assumptions.assumeFalse(isOfMissingFile(response),
				"There is no file with this path, so the route does not match: " + this.request);
		String problem = (this.caller == Caller.OWNER) ? problemOfOwner(response, handled)
				: problemOfOther(response, handled);
		if (problem != null) {
			throw new AssertionError("%s: %s (%s, response %s)".formatted(this.name, problem, this.request, response));
		}
	}

	private boolean isOfMissingFile(GuardedResponse response) {
		return this.request.place() == Place.ROUTER_FILES && response.status() == 404 && !isRefusal(response);
	}

	private @Nullable String problemOfOther(GuardedResponse response, boolean handled) {
		// Actuator checks the rule within its handlers, before it runs an operation.
		if (handled && this.request.place() != Place.MANAGEMENT) {
			return "the handler ran, so the user id rule does not guard this route. Its handler mapping may ignore"
					+ " interceptors. Use a mapping of Spring MVC that applies them, or add the path to"
					+ " jwt-security.ownership.patterns";
		}
		if (isRefusal(response)) {
			return null;
		}
		if (response.status() < 400) {
			return "the request was not refused. A filter or an interceptor answered before the user id rule, or replaced"
					+ " the refusal. Let the handler answer instead, or do not replace responses with the status 401 or 403";
		}
		return "something other than the user id rule refused the request, so that the rule was not tested. "
				+ hint(response);
	}

	private boolean isRefusal(GuardedResponse response) {
		if (this.caller == Caller.NOBODY) {
			return response.is(401, "token_missing");
		}
		return (this.application.mismatchStatus() == MismatchStatus.NOT_FOUND) ? response.is(404, "not_found")
				: response.is(403, "not_owner");
	}

	private @Nullable String problemOfOwner(GuardedResponse response, boolean handled) {
		if (handled) {
			return null;
		}
		boolean refused = response.status() == 401 || response.status() == 403 || response.status() >= 500;
		if (!refused && (this.request.place() == Place.OTHER_SERVLET || !UNMATCHED.contains(response.status()))) {
			return null;
		}
		return "the owner did not reach the handler, so that the refusal of others proves nothing. " + hint(response);
	}

	private String hint(GuardedResponse response) {
		if (response.status() == 401) {
			return "The filter chain for this path may not read tokens. Add http.with(JwtSecurityConfigurer.jwtSecurity())"
					+ " to it";
		}
		if (response.is(403, "not_owner")) {
			return "The path has a user id that no token can have, as with {*user_id}, or one of another kind";
		}
		if (response.status() == 403) {
			return "A rule of the filter chain may need authorities. Add them to @GuardedRouteCalls(authorities = …)";
		}
		if (UNMATCHED.contains(response.status())) {
			return "The request may not match the mapping. Add values for its path variables to"
					+ " @GuardedRouteCalls(variables = …)."
					+ (this.application.isMock()
							? " MockMvc has no servlets except that of Spring MVC: for others, use WebEnvironment.RANDOM_PORT"
							: "");
		}
		return "A filter, an interceptor or the application itself may have failed or refused the request";
	}

	/**
	 * The application under test.
	 *
	 * @param sender the sender of requests
	 * @param handled the test of whether a handler of Spring MVC ran for the request with
	 * an id
	 * @param mismatchStatus the response to a request for a path of another user
	 */
	record Application(RequestSender sender, Predicate<String> handled, MismatchStatus mismatchStatus) {

		boolean hasHandled(GuardedRequest request) {
			return this.handled.test(request.id());
		}

		boolean isMock() {
			return !(this.sender instanceof PortSender);
		}

	}

}
