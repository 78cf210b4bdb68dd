package io.github.jwtsecurity.ownership;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;

/**
 * A view of the handler mappings of a started application, for the test support.
 *
 * @hidden
 */
public final class MvcReview {

	private final WebApplicationContext context;

	private final MvcRoutes routes;

	MvcReview(WebApplicationContext context) {
		this.context = context;
		this.routes = new MvcRoutes(context);
	}

	/**
	 * Returns the source of the routes as they are now.
	 */
	RouteSource routes() {
		return this.routes;
	}

	/**
	 * Returns all handler mappings, including those within composites.
	 */
	public Stream<HandlerMapping> mappings() {
		return MvcRoutes.mappings(this.context);
	}

	/**
	 * Returns the patterns, which are relative to the path of the servlet of Spring MVC.
	 */
	public Set<String> patterns() {
		return this.routes.routes()
			.stream()
			.filter((route) -> route.obstacle() == null)
			.map(Route::pattern)
			.collect(Collectors.toSet());
	}

	/**
	 * Returns the patterns of router functions that serve files.
	 */
	public Set<String> filePatterns() {
		return this.routes.resources().stream().flatMap((route) -> route.paths().stream()).collect(Collectors.toSet());
	}

	/**
	 * Returns the routes of handler functions whose paths can be read.
	 */
	public List<FunctionRoute> functions() {
		return this.routes.functions();
	}

	/**
	 * Returns the directories whose files router functions serve, by the pattern.
	 */
	public Map<String, Resource> directories() {
		Map<String, Resource> directories = new LinkedHashMap<>();
		this.routes.resources()
			.forEach((route) -> route.location()
				.ifPresent((location) -> route.paths().forEach((path) -> directories.put(path, location))));
		return directories;
	}

}
