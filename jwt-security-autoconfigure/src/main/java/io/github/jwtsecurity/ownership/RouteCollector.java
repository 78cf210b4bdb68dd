package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Lists the routes of a handler mapping: annotated, functional or by URL.
 */
final class RouteCollector {

	private RouteCollector() {
	}

	static List<Route> collect(HandlerMapping mapping) {
		if (mapping instanceof RequestMappingInfoHandlerMapping annotated) {
			return annotated.getHandlerMethods().keySet().stream().flatMap(RouteCollector::routes).toList();
		}
		if (mapping instanceof RouterFunctionMapping functional) {
			return FunctionalRoutes.of(functional.getRouterFunction());
		}
		if (mapping instanceof AbstractUrlHandlerMapping byUrl) {
			return byUrl.getHandlerMap().keySet().stream().map((pattern) -> new Route(Set.of(), pattern)).toList();
		}
		return List.of();
	}

	private static Stream<Route> routes(RequestMappingInfo info) {
		Set<String> methods = info.getMethodsCondition()
			.getMethods()
			.stream()
			.map(RequestMethod::name)
			.collect(Collectors.toCollection(TreeSet::new));
		return info.getPatternValues().stream().map((pattern) -> new Route(methods, pattern));
	}

}
