package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.WebApplicationContext;

/**
 * The resources of Jersey. Sub-resources that a locator method returns are known only at
 * request time. Their path parameters are guarded as well.
 */
final class JerseyRoutes implements RouteSource, CurrentUserIdSupport, InspectedServlets {

	private final SingletonSupplier<JerseyApplications> applications;

	JerseyRoutes(WebApplicationContext context) {
		this.applications = SingletonSupplier.of(() -> JerseyApplications.in(context));
	}

	@Override
	public List<Route> routes() {
		List<Route> routes = new ArrayList<>();
		forEach((path, method) -> routes.add(new Route(methods(method), path)));
		return routes;
	}

	/**
	 * Passes each resource method and locator with its path to a consumer.
	 */
	private void forEach(BiConsumer<String, ResourceMethod> consumer) {
		this.applications.obtain()
			.paths()
			.forEach((configuration, paths) -> paths
				.forEach((path) -> resources(configuration).forEach((resource) -> visit(resource, path, consumer))));
	}

	private static void visit(Resource resource, String parentPath, BiConsumer<String, ResourceMethod> consumer) {
		String path = join(parentPath, resource.getPath());
		Stream.concat(resource.getResourceMethods().stream(), Stream.ofNullable(resource.getResourceLocator()))
			.forEach((method) -> consumer.accept(path, method));
		resource.getChildResources().forEach((child) -> visit(child, path, consumer));
	}

	/**
	 * Returns the values that Jersey binds for the methods, except path parameters.
	 */
	List<RequestValue> values() {
		List<RequestValue> values = new ArrayList<>();
		forEach((path, method) -> method.getInvocable()
			.getParameters()
			.stream()
			.filter((parameter) -> parameter.getSourceName() != null && parameter.getSource() != Parameter.Source.PATH)
			.forEach((parameter) -> values
				.add(new RequestValue(new Route(methods(method), path).route(), handler(method.getInvocable()),
						parameter.getSource().name().toLowerCase(Locale.ROOT), parameter.getSourceName()))));
		return values;
	}

	private static String handler(Invocable invocable) {
		return invocable.getHandler().getHandlerClass().getName() + "#" + invocable.getHandlingMethod().getName();
	}

	private static Set<String> methods(ResourceMethod method) {
		return (method.getHttpMethod() != null) ? Set.of(method.getHttpMethod()) : Set.of();
	}

	private static String join(String parent, @Nullable String path) {
		if (path == null || path.isEmpty()) {
			return parent;
		}
		return path.startsWith("/") ? parent + path : parent + "/" + path;
	}

	/**
	 * Returns the root resources. Providers are registered in the same way, but have no
	 * {@link Path}.
	 */
	private static Stream<Resource> resources(ResourceConfig configuration) {
		Stream<Class<?>> types = Stream.concat(configuration.getClasses().stream(),
				configuration.getInstances().stream().map(Object::getClass));
		return Stream.concat(types.filter((type) -> AnnotationUtils.findAnnotation(type, Path.class) != null)
			.flatMap((type) -> Stream.ofNullable(Resource.from(type))), configuration.getResources().stream());
	}

	/**
	 * Returns {@code false}, since Jersey binds each parameter that has no annotation of
	 * Jersey from the body.
	 */
	@Override
	public boolean serves(Class<?> type, Method method) {
		return false;
	}

	/**
	 * Returns the resource classes and the sub-resource classes that the return types of
	 * locators declare.
	 */
	@Override
	public List<Class<?>> furtherTypes() {
		Set<Class<?>> types = new LinkedHashSet<>();
		this.applications.obtain()
			.paths()
			.keySet()
			.stream()
			.flatMap(JerseyRoutes::resources)
			.forEach((resource) -> addTypes(resource, types));
		return List.copyOf(types);
	}

	private static void addTypes(Resource resource, Set<Class<?>> types) {
		types.addAll(resource.getHandlerClasses());
		ResourceMethod locator = resource.getResourceLocator();
		if (locator != null) {
			Class<?> returned = locator.getInvocable().getRawResponseType();
			if (types.add(returned)) {
				Stream.ofNullable(Resource.from(returned)).forEach((child) -> addTypes(child, types));
			}
		}
		resource.getChildResources().forEach((child) -> addTypes(child, types));
	}

	@Override
	public Set<String> names() {
		return this.applications.obtain().servlets();
	}

	@Override
	public Set<String> filterNames() {
		return this.applications.obtain().filters();
	}

}
