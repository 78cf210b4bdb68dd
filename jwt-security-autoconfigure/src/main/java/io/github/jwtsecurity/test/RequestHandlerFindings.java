package io.github.jwtsecurity.test;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.jwtsecurity.ownership.MvcReview;
import io.github.jwtsecurity.ownership.OwnershipReview;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ServletWrappingController;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * The handlers of Spring MVC that get the whole request, other than handler methods, and
 * whose paths have a part without a name: handlers by URL, default handlers of handler
 * mappings, and handler functions. Such a handler can read a user id from that part.
 */
final class RequestHandlerFindings {

	private final ApplicationContext context;

	private final MvcReview mvc;

	private final UnnamedPaths unnamedPaths;

	RequestHandlerFindings(ApplicationContext context, OwnershipReview review, MvcReview mvc) {
		this.context = context;
		this.mvc = mvc;
		this.unnamedPaths = new UnnamedPaths(review);
	}

	List<RouteFinding> find() {
		List<RouteFinding> found = new ArrayList<>();
		this.mvc.mappings().forEach((mapping) -> addHandlers(mapping, found));
		this.mvc.functions()
			.stream()
			.filter((function) -> isOfApplication(function.handler()))
			.map((function) -> this.unnamedPaths.ofRequestHandler(function.route(), function.pattern(),
					function.paths()))
			.flatMap(Optional::stream)
			.forEach(found::add);
		return found;
	}

	private void addHandlers(HandlerMapping mapping, List<RouteFinding> found) {
		if (mapping instanceof AbstractUrlHandlerMapping byUrl) {
			byUrl.getHandlerMap().forEach((pattern, handler) -> addHandler(pattern, handler, found));
		}
		if (mapping instanceof AbstractHandlerMapping any && any.getDefaultHandler() != null) {
			addHandler("/**", any.getDefaultHandler(), found);
		}
	}

	private void addHandler(String pattern, Object handler, List<RouteFinding> found) {
		if (isOfApplication(handler)) {
			this.unnamedPaths.ofRequestHandler(OwnershipReview.route(Set.of(), pattern), pattern, pattern)
				.ifPresent(found::add);
		}
	}

	/**
	 * Returns whether a handler is or may be a part of the application. Resource handlers
	 * have findings of their own.
	 * @param mapped the handler, or the name of its bean
	 */
	private boolean isOfApplication(Object mapped) {
		Object handler = (mapped instanceof HandlerExecutionChain chain) ? chain.getHandler() : mapped;
		Class<?> type = (handler instanceof String bean) ? this.context.getType(bean)
				: AopUtils.getTargetClass(handler);
		if (type == null || Modifier.isAbstract(type.getModifiers()) || type == ServletWrappingController.class) {
			return true;
		}
		return !ResourceHttpRequestHandler.class.isAssignableFrom(type) && !MvcFindings.isOther(type);
	}

}
