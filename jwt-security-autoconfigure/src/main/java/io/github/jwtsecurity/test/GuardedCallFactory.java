package io.github.jwtsecurity.test;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.OwnershipReview;
import io.github.jwtsecurity.test.GuardedCall.Application;
import io.github.jwtsecurity.test.PathTemplate.Variable;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.Assert;
import org.springframework.web.context.WebApplicationContext;

/**
 * A factory of the calls of all guarded routes of an application.
 */
final class GuardedCallFactory {

	private final OwnershipReview review;

	private final GuardedRoutes routes;

	private final GuardedUsers users;

	private final Application application;

	private final Map<String, String> variables = new HashMap<>();

	private GuardedCallFactory(WebApplicationContext context, OwnershipReview review, GuardedRouteCalls settings) {
		this.review = review;
		this.routes = new GuardedRoutes(review);
		this.users = new GuardedUsers(context, settings);
		this.application = new Application(RequestSender.of(context),
				review.mvc().map((mvc) -> handled(context)).orElse((id) -> false), review.mismatchStatus());
		for (String variable : settings.variables()) {
			String[] parts = variable.split("=", 2);
			Assert.isTrue(parts.length == 2, () -> "'" + variable + "' must be written as name=value");
			this.variables.put(parts[0].trim(), parts[1].trim());
		}
	}

	private static Predicate<String> handled(WebApplicationContext context) {
		return context.getBean(HandlerProbe.class)::hasSeen;
	}

	/**
	 * Returns the calls of all guarded routes.
	 * @param context the application context
	 * @param testClass the class with the settings
	 * @throws AssertionError if there is no guarded route, unless the settings permit it
	 */
	static Stream<GuardedCall> calls(WebApplicationContext context, Class<?> testClass) {
		GuardedRouteCalls declared = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				GuardedRouteCalls.class);
		GuardedRouteCalls settings = (declared != null) ? declared
				: AnnotationUtils.synthesizeAnnotation(GuardedRouteCalls.class);
		OwnershipReview review = OwnershipReview.of(context)
			.orElseThrow(() -> new AssertionError("jwt-security.ownership.enabled is false, so no route is guarded"));
		List<GuardedCall> calls = new GuardedCallFactory(context, review, settings).calls().toList();
		if (calls.isEmpty() && !settings.allowNone()) {
			throw new AssertionError("The application has no guarded route, so nothing was proved. If that is intended,"
					+ " use @GuardedRouteCalls(allowNone = true)");
		}
		return calls.stream();
	}

	private Stream<GuardedCall> calls() {
		return this.routes.all().flatMap((route) -> route.methods().stream().flatMap((method) -> calls(route, method)));
	}

	/**
	 * Returns the calls of one route and method. If a path has several user ids, each of
	 * them has to be that of the token.
	 */
	private Stream<GuardedCall> calls(GuardedRoute route, String method) {
		PathTemplate template = new PathTemplate(route.pattern());
		List<Variable> userIds = template.variables()
			.stream()
			.filter((variable) -> this.review.isGuarded(variable.name()))
			.toList();
		int kind = userIds.stream()
			.mapToInt((variable) -> GuardedUsers.kind(route.type(variable.name()).orElse(null), variable.expression()))
			.max()
			.orElse(0);
		String owner = this.users.token(Caller.OWNER, kind);
		String other = this.users.token(Caller.OTHER, kind);
		String name = method + " " + route.description() + " as ";
		String path = path(route, template, "", owner, owner);
		Stream<GuardedCall> callers = Stream.of(call(name + Caller.OWNER, Caller.OWNER, route, method, path, owner),
				call(name + Caller.OTHER, Caller.OTHER, route, method, path, other),
				call(name + Caller.NOBODY, Caller.NOBODY, route, method, path, null));
		Stream<Variable> foreign = (userIds.size() > 1) ? userIds.stream() : Stream.empty();
		return Stream.concat(callers,
				foreign.map((variable) -> call("%s%s in {%s}".formatted(name, Caller.OTHER, variable.name()),
						Caller.OTHER, route, method, path(route, template, variable.name(), owner, other), owner)));
	}

	/**
	 * Returns the path of a route with the user id of the owner, except in one variable.
	 */
	private String path(GuardedRoute route, PathTemplate template, String foreign, String owner, String other) {
		return template.expand((variable) -> {
			if (!this.review.isGuarded(variable.name())) {
				return value(variable, route);
			}
			return this.users.userId(variable.name().equals(foreign) ? other : owner);
		});
	}

	private GuardedCall call(String name, Caller caller, GuardedRoute route, String method, String path,
			@Nullable String token) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(GuardedRequest.ID_HEADER, UUID.randomUUID().toString());
		if (token != null) {
			headers.put(HttpHeaders.AUTHORIZATION, "Bearer " + token);
		}
		HandlerMethodMapping mapping = route.mapping();
		if (mapping != null) {
			headers.putAll(mapping.headers());
		}
		String query = (mapping != null) ? mapping.query() : "";
		return new GuardedCall(name, caller, new GuardedRequest(method, route.place(), path + query, headers),
				this.application);
	}

	private String value(Variable variable, GuardedRoute route) {
		String configured = this.variables.get(variable.name());
		if (configured != null) {
			return configured;
		}
		return SampleValues.find(route.type(variable.name()).orElse(null), variable.expression())
			.orElseThrow(() -> new AssertionError(
					("There is no sample value for {%s} of %s. Add it to @GuardedRouteCalls(variables = \"%s=…\")")
						.formatted(variable.name(), route.pattern(), variable.name())));
	}

}
