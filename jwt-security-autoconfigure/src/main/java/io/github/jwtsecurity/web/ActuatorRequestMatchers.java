package io.github.jwtsecurity.web;

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.ClassUtils;

/**
 * A factory of matchers for requests to Actuator endpoints, for any configured port, base
 * path and path mapping.
 */
final class ActuatorRequestMatchers {

	private static final String HEALTH = "health";

	static final String ACTUATOR = "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties";

	private static final boolean PRESENT = ClassUtils.isPresent(ACTUATOR, null);

	private static final RequestMatcher NONE = (request) -> false;

	private ActuatorRequestMatchers() {
	}

	/**
	 * Returns whether Actuator is on the class path.
	 */
	static boolean isPresent() {
		return PRESENT;
	}

	/**
	 * Returns a matcher for the health endpoint, including the additional paths of
	 * liveness and readiness probes, whose requests have no token.
	 */
	static RequestMatcher health() {
		return PRESENT ? new OrRequestMatcher(EndpointRequest.to(HEALTH),
				EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HEALTH)) : NONE;
	}

	/**
	 * Returns a matcher for all endpoints other than health, and for the list of
	 * endpoints.
	 */
	static RequestMatcher others() {
		return PRESENT ? EndpointRequest.toAnyEndpoint().excluding(HEALTH) : NONE;
	}

}
