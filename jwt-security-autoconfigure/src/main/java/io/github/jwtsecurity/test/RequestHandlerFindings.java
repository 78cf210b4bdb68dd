package io.github.jwtsecurity.test;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwtsecurity.ownership.MvcReview;
import io.github.jwtsecurity.ownership.OwnershipReview;
import org.jspecify.annotations.Nullable;

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

	/** The packages of handlers that are not a part of the application. */
	private static final List<String> OTHERS = List.of("org.springframework.", "org.springdoc.");

	/** A pattern up to its first part without a name. */
	private static final Pattern NAMED = Pattern.compile("((?:[^{*?]|\\{[^*}][^}]*})*)(?:\\{\\*|[*?])");

	private final ApplicationContext context;

	private final OwnershipReview review;

	private final MvcReview mvc;

	RequestHandlerFindings(ApplicationContext context, OwnershipReview review, MvcReview mvc) {
		this.context = context;
		this.review = review;
		this.mvc = mvc;
	}

	List<RouteFinding> find() {
		List<RouteFinding> found = new ArrayList<>();
		this.mvc.mappings().forEach((mapping) -> addHandlers(mapping, found));
		this.mvc.functions()
			.stream()
			.filter((function) -> isOfApplication(function.handler()))
			.forEach((function) -> add(function.route(), function.pattern(), function.paths(), found));
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
			add(OwnershipReview.route(Set.of(), pattern), pattern, pattern, found);
		}
	}

	private void add(String route, String pattern, String paths, List<RouteFinding> found) {
		String beginning = beginning(paths);
		if (beginning != null && !this.review.hasUserId(pattern) && !this.review.isGuardedBelow(beginning)) {
			found.add(RouteFinding.of(route,
					"the handler gets the whole request, and a part of its path without a name may have a user id",
					"Name the parts of the path in the pattern, or list a path with a user id in"
							+ " jwt-security.ownership.patterns. If there is none",
					pattern, this.review));
		}
	}

	/**
	 * Returns the beginning of a pattern up to its first part without a name.
	 * @return the beginning, {@code null} if all parts have a name
	 */
	private static @Nullable String beginning(String pattern) {
		Matcher matcher = NAMED.matcher(pattern);
		return matcher.lookingAt() ? matcher.group(1) : null;
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
		return !ResourceHttpRequestHandler.class.isAssignableFrom(type)
				&& OTHERS.stream().noneMatch(type.getName()::startsWith);
	}

}
