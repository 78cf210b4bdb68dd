package io.github.jwtsecurity.test;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.MvcReview;
import io.github.jwtsecurity.ownership.OwnershipReview;
import tools.jackson.databind.ObjectMapper;

import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.ControllerAdviceBean;
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

	private final OwnershipReview review;

	private final MvcReview mvc;

	private final List<HandlerMethodArgumentResolver> ownResolvers;

	private final HandlerInputs inputs;

	private final UnnamedPaths unnamedPaths;

	private final List<ControllerAdviceBean> advice;

	MvcFindings(ApplicationContext context, OwnershipReview review, MvcReview mvc) {
		this.review = review;
		this.mvc = mvc;
		List<RequestMappingHandlerAdapter> adapters = context.getBeanProvider(RequestMappingHandlerAdapter.class)
			.stream()
			.toList();
		this.ownResolvers = adapters.stream()
			.flatMap((adapter) -> Stream.ofNullable(adapter.getCustomArgumentResolvers()).flatMap(List::stream))
			.toList();
		this.inputs = new HandlerInputs(review::isUserIdName, mappers(adapters));
		this.unnamedPaths = new UnnamedPaths(review);
		this.advice = ControllerAdviceBean.findAnnotatedBeans(context);
	}

	private static List<ObjectMapper> mappers(List<RequestMappingHandlerAdapter> adapters) {
		return adapters.stream()
			.flatMap((adapter) -> adapter.getMessageConverters().stream())
			.filter(AbstractJacksonHttpMessageConverter.class::isInstance)
			.<ObjectMapper>map((converter) -> ((AbstractJacksonHttpMessageConverter<?>) converter).getMapper())
			.distinct()
			.toList();
	}

	List<RouteFinding> find() {
		List<RouteFinding> found = new ArrayList<>();
		this.mvc.mappings().forEach((mapping) -> {
			HandlerMethodMapping.of(mapping).forEach((method) -> addMethod(method, found));
			if (mapping instanceof AbstractUrlHandlerMapping byUrl) {
				byUrl.getHandlerMap().forEach((pattern, handler) -> {
					if (handler instanceof ResourceHttpRequestHandler files) {
						files.getLocations()
							.forEach((location) -> this.unnamedPaths.ofFiles(Set.of(), pattern, location)
								.ifPresent(found::add));
					}
				});
			}
		});
		this.mvc.directories()
			.forEach((pattern, location) -> this.unnamedPaths.ofFiles(Set.of("GET"), pattern, location)
				.ifPresent(found::add));
		return found;
	}

	private void addMethod(HandlerMethodMapping mapping, List<RouteFinding> found) {
		HandlerMethod handler = mapping.handler();
		Class<?> type = ClassUtils.getUserClass(handler.getBeanType());
		if (isOther(type)) {
			return;
		}
		String name = name(type, handler.getMethod());
		for (String pattern : mapping.info().getPatternValues()) {
			String route = OwnershipReview.route(mapping.methods(), pattern);
			addInputs(route, name, handler.getMethodParameters(), found);
			modelMethods(type).forEach((method, owner) -> addInputs(route, name(owner, method),
					new AnnotatedMethod(method).getMethodParameters(), found));
			this.unnamedPaths.ofHandler(route, pattern, handler, name).ifPresent(found::add);
		}
	}

	private void addInputs(String route, String name, MethodParameter[] parameters, List<RouteFinding> found) {
		Stream.of(parameters)
			.filter((parameter) -> this.ownResolvers.stream()
				.noneMatch((resolver) -> resolver.supportsParameter(parameter)))
			.flatMap(this.inputs::of)
			.map((input) -> RouteFinding.ofInput(route, input, name, this.review))
			.forEach(found::add);
	}

	/**
	 * Returns the methods that fill the model before each handler method of a controller,
	 * with the classes of their beans.
	 */
	private Map<Method, Class<?>> modelMethods(Class<?> controller) {
		Map<Method, Class<?>> methods = new LinkedHashMap<>();
		Stream
			.concat(Stream.of(controller),
					this.advice.stream()
						.filter((bean) -> bean.isApplicableToBeanType(controller))
						.flatMap((bean) -> Stream.ofNullable(bean.getBeanType()))
						.map(ClassUtils::getUserClass)
						.filter((type) -> !isOther(type)))
			.forEach((type) -> MethodIntrospector
				.selectMethods(type, RequestMappingHandlerAdapter.MODEL_ATTRIBUTE_METHODS)
				.forEach((method) -> methods.put(method, type)));
		return methods;
	}

	/**
	 * Returns whether a type of a handler is not a part of the application.
	 */
	static boolean isOther(Class<?> type) {
		return OTHERS.stream().anyMatch(type.getName()::startsWith);
	}

	private static String name(Class<?> type, Method method) {
		return type.getName() + "#" + method.getName();
	}

}
