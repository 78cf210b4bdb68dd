package io.github.jwtsecurity.web;

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.ClassUtils;

/**
 * The requests of liveness and readiness probes, which have no token.
 */
final class HealthRequestMatchers {

	private static final boolean PRESENT = ClassUtils
		.isPresent("org.springframework.boot.health.actuate.endpoint.HealthEndpoint", null)
			&& ClassUtils.isPresent("org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties",
					null);

	private HealthRequestMatchers() {
	}

	static RequestMatcher create() {
		if (!PRESENT) {
			return (request) -> false;
		}
		return new OrRequestMatcher(EndpointRequest.to(HealthEndpoint.class),
				EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
	}

}
