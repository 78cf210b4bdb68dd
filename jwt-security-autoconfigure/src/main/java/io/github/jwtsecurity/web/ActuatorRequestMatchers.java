package io.github.jwtsecurity.web;

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.ClassUtils;

/**
 * The requests for Actuator endpoints, wherever their paths, port and base path are
 * configured to be.
 */
final class ActuatorRequestMatchers {

	private static final String HEALTH = "health";

	private static final boolean PRESENT = ClassUtils
		.isPresent("org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties", null);

	private static final RequestMatcher NONE = (request) -> false;

	private ActuatorRequestMatchers() {
	}

	/**
	 * Whether the application has Actuator.
	 */
	static boolean isPresent() {
		return PRESENT;
	}

	/**
	 * Returns the requests of liveness and readiness probes, which have no token.
	 */
	static RequestMatcher health() {
		return PRESENT ? new OrRequestMatcher(EndpointRequest.to(HEALTH),
				EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HEALTH)) : NONE;
	}

	/**
	 * Returns the requests for all endpoints but health, and for their list.
	 */
	static RequestMatcher others() {
		return PRESENT ? EndpointRequest.toAnyEndpoint().excluding(HEALTH) : NONE;
	}

}
