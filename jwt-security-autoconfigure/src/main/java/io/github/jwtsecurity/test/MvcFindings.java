package io.github.jwtsecurity.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.MvcReview;
import io.github.jwtsecurity.ownership.OwnershipReview;
import jakarta.servlet.ServletRequest;

import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.RequestEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.support.ServletContextResource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * The problems of routes of Spring MVC that the inspection at start-up does not look for:
 * user ids that handler methods take from a request other than from its path, handler
 * methods that read a part of the path themselves, and directories of files.
 */
final class MvcFindings {

	/** The packages of handlers that are not a part of the application. */
	private static final List<String> OTHERS = List.of("org.springframework.", "io.github.jwtsecurity.endpoint.",
			"org.springdoc.");

	/** The types of parameters that have the path of a request. */
	private static final List<Class<?>> REQUESTS = List.of(ServletRequest.class, WebRequest.class, RequestEntity.class);

	private final OwnershipReview review;

	private final MvcReview mvc;

	private final List<HandlerMethodArgumentResolver> ownResolvers;

	MvcFindings(ApplicationContext context, OwnershipReview review, MvcReview mvc) {
		this.review = review;
		this.mvc = mvc;
		this.ownResolvers = context.getBeanProvider(RequestMappingHandlerAdapter.class)
			.stream()
			.flatMap((adapter) -> Stream.ofNullable(adapter.getCustomArgumentResolvers()).flatMap(List::stream))
			.toList();
	}

	List<RouteFinding> find() {
		List<RouteFinding> found = new ArrayList<>();
		this.mvc.mappings().forEach((mapping) -> {
			HandlerMethodMapping.of(mapping).forEach((method) -> addMethod(method, found));
			if (mapping instanceof AbstractUrlHandlerMapping byUrl) {
				byUrl.getHandlerMap().forEach((pattern, handler) -> {
					if (handler instanceof ResourceHttpRequestHandler files) {
						files.getLocations().forEach((location) -> addDirectory(Set.of(), pattern, location, found));
					}
				});
			}
		});
		this.mvc.directories().forEach((pattern, location) -> addDirectory(Set.of("GET"), pattern, location, found));
		return found;
	}

	private void addMethod(HandlerMethodMapping mapping, List<RouteFinding> found) {
		HandlerMethod handler = mapping.handler();
		Class<?> type = ClassUtils.getUserClass(handler.getBeanType());
		if (OTHERS.stream().anyMatch(type.getName()::startsWith)) {
			return;
		}
		String name = type.getName() + "#" + handler.getMethod().getName();
		for (String pattern : mapping.info().getPatternValues()) {
			String route = OwnershipReview.route(mapping.methods(), pattern);
			for (MethodParameter parameter : handler.getMethodParameters()) {
				if (this.ownResolvers.stream().noneMatch((resolver) -> resolver.supportsParameter(parameter))) {
					HandlerInput.find(parameter, this.review::isUserIdName)
						.map((input) -> RouteFinding.ofInput(route, input.description(), name, this.review))
						.forEach(found::add);
				}
			}
			if (readsPath(pattern, handler) && !this.review.hasUserId(pattern)
					&& !this.review.isGuardedBelow(pattern.substring(0, pattern.indexOf('*')).replace("{", ""))) {
				found
					.add(RouteFinding.of(route, "the handler reads a part of the path itself, which may have a user id",
							"Name the parts of the path in the mapping, or list a path with a user id in"
									+ " jwt-security.ownership.patterns. If there is none",
							name, this.review));
			}
		}
	}

	/**
	 * Returns whether a handler can read a part of the path that has no name: from a
	 * variable for the rest of the path, or from the request.
	 */
	private static boolean readsPath(String pattern, HandlerMethod handler) {
		return pattern.contains("{*")
				|| (pattern.replaceAll("\\{[^}]*}", "").contains("*") && Stream.of(handler.getMethodParameters())
					.map(MethodParameter::getParameterType)
					.anyMatch((type) -> REQUESTS.stream().anyMatch((request) -> request.isAssignableFrom(type))));
	}

	private void addDirectory(Set<String> methods, String pattern, Resource location, List<RouteFinding> found) {
		if (!(location instanceof ClassPathResource) && !(location instanceof ServletContextResource)
				&& !this.review.hasUserId(pattern)) {
			found.add(RouteFinding.of(OwnershipReview.route(methods, pattern),
					"the files of %s are not a part of the application, and their paths may have a user id"
						.formatted(location.getDescription()),
					"Name the user id in the pattern. If every user may read the files", pattern, this.review));
		}
	}

}
