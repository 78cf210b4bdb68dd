package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The routes of Spring MVC: of annotated methods, of router functions, and of handlers by
 * URL.
 */
final class MvcRoutes implements RouteSource {

	/**
	 * The packages of Actuator's mappings, whose routes {@link ActuatorRoutes} lists, and
	 * of the composite of all mappings in the context of a management port.
	 */
	private static final List<String> ACTUATOR = List.of("org.springframework.boot.webmvc.actuate.",
			"org.springframework.boot.webmvc.autoconfigure.actuate.");

	private static final String DATA_REST = "org.springframework.data.rest.webmvc.RepositoryRestHandlerMapping";

	private static final String REPOSITORY = "/{repository}";

	private final ListableBeanFactory beanFactory;

	private final SingletonSupplier<Found> found = SingletonSupplier.of(this::find);

	MvcRoutes(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public List<Route> routes() {
		return this.found.obtain().routes();
	}

	/**
	 * Returns the routes that serve files, in the order in which they are matched.
	 */
	List<ResourceRoute> resources() {
		return this.found.obtain().resources();
	}

	/**
	 * Returns the routes of handler functions whose paths can be read.
	 */
	List<FunctionRoute> functions() {
		return this.found.obtain().functions();
	}

	/**
	 * Returns all handler mappings of the context, including those within composites.
	 */
	static Stream<HandlerMapping> mappings(ListableBeanFactory beanFactory) {
		return beanFactory.getBeanProvider(HandlerMapping.class).orderedStream().flatMap(MvcRoutes::flatten);
	}

	private static Stream<HandlerMapping> flatten(HandlerMapping mapping) {
		if (!(mapping instanceof Iterable<?> composite)) {
			return Stream.of(mapping);
		}
		return StreamSupport.stream(composite.spliterator(), false)
			.filter(HandlerMapping.class::isInstance)
			.map(HandlerMapping.class::cast)
			.flatMap(MvcRoutes::flatten);
	}

	private Found find() {
		Found result = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		mappings(this.beanFactory)
			.filter((mapping) -> ACTUATOR.stream().noneMatch(mapping.getClass().getName()::startsWith))
			.forEach((mapping) -> add(mapping, result));
		return result;
	}

	private void add(HandlerMapping mapping, Found result) {
		if (mapping instanceof RequestMappingInfoHandlerMapping annotated) {
			Stream<Route> routes = annotated.getHandlerMethods().keySet().stream().flatMap(MvcRoutes::routes);
			(mapping.getClass().getName().equals(DATA_REST) ? exported(routes) : routes).forEach(result.routes()::add);
		}
		else if (mapping instanceof RouterFunctionMapping functional) {
			FunctionalRoutes routes = FunctionalRoutes.of(functional.getRouterFunction());
			result.routes().addAll(routes.routes());
			result.resources().addAll(routes.resources());
			result.functions().addAll(routes.functions());
		}
		else if (mapping instanceof AbstractUrlHandlerMapping byUrl) {
			byUrl.getHandlerMap().keySet().forEach((pattern) -> result.routes().add(new Route(Set.of(), pattern)));
		}
		else {
			result.routes().add(Route.uninspectable(name(mapping), "a handler mapping without readable paths"));
		}
	}

	private String name(HandlerMapping mapping) {
		return BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beanFactory, HandlerMapping.class)
			.entrySet()
			.stream()
			.filter((bean) -> bean.getValue() == mapping)
			.findFirst()
			.map((bean) -> ClassNames.of(mapping, bean.getKey()))
			.orElseGet(() -> ClassNames.of(mapping));
	}

	private static Stream<Route> routes(RequestMappingInfo info) {
		Set<String> methods = info.getMethodsCondition()
			.getMethods()
			.stream()
			.map(RequestMethod::name)
			.collect(Collectors.toCollection(TreeSet::new));
		return info.getPatternValues().stream().map((pattern) -> new Route(methods, pattern));
	}

	/**
	 * Replaces the routes of Spring Data REST, which are the same for all repositories.
	 */
	private static Stream<Route> exported(Stream<Route> routes) {
		return routes.map(Route::pattern)
			.filter((pattern) -> pattern.contains(REPOSITORY))
			.map((pattern) -> pattern.substring(0, pattern.indexOf(REPOSITORY)))
			.distinct()
			.map((base) -> Route.uninspectable(base + REPOSITORY + "/**",
					"Spring Data REST exports repositories, whose paths do not tell the owner of an item"));
	}

	/**
	 * The routes that were found.
	 *
	 * @param routes all routes
	 * @param resources the routes that serve files
	 * @param functions the routes of handler functions whose paths can be read
	 */
	private record Found(List<Route> routes, List<ResourceRoute> resources, List<FunctionRoute> functions) {
	}

}
