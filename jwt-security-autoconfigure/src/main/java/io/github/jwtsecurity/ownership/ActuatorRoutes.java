package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebOperation;

/**
 * The operations of Actuator's web endpoints.
 */
final class ActuatorRoutes implements RouteSource {

	private final ObjectProvider<WebEndpointsSupplier> endpoints;

	private final ObjectProvider<PathMappedEndpoints> paths;

	ActuatorRoutes(ObjectProvider<WebEndpointsSupplier> endpoints, ObjectProvider<PathMappedEndpoints> paths) {
		this.endpoints = endpoints;
		this.paths = paths;
	}

	@Override
	public List<Route> routes() {
		return this.endpoints.stream()
			.flatMap((supplier) -> supplier.getEndpoints().stream())
			.flatMap(this::routes)
			.toList();
	}

	private Stream<Route> routes(ExposableWebEndpoint endpoint) {
		return endpoint.getOperations()
			.stream()
			.map((operation) -> new Route(Set.of(operation.getRequestPredicate().getHttpMethod().name()),
					path(operation)));
	}

	/**
	 * Returns the full path of an operation. The request predicate begins with the path
	 * of the endpoint, without the base path of all endpoints.
	 */
	private String path(WebOperation operation) {
		PathMappedEndpoints mapped = this.paths.getIfAvailable();
		String basePath = (mapped != null) ? mapped.getBasePath() : "";
		String path = operation.getRequestPredicate().getPath();
		return (basePath.endsWith("/") ? basePath : basePath + "/") + (path.startsWith("/") ? path.substring(1) : path);
	}

}
