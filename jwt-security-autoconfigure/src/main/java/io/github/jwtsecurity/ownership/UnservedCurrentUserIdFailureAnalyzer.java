package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link UnservedCurrentUserIdException}.
 */
final class UnservedCurrentUserIdFailureAnalyzer extends AbstractFailureAnalyzer<UnservedCurrentUserIdException> {

	private static final String ELSEWHERE = "remove the annotation, and pass the user id as an argument from a handler"
			+ " method, or resolve it from SecurityContextHolder";

	/** Remedies by the package of an annotation on the method or its class. */
	private static final Map<String, String> REMEDIES = remedies();

	private static Map<String, String> remedies() {
		Map<String, String> remedies = new LinkedHashMap<>();
		remedies.put("jakarta.ws.rs.",
				"declare a parameter '@Context jakarta.ws.rs.core.SecurityContext context' and use context.getUserPrincipal().getName()");
		remedies.put("jakarta.websocket.", "declare a parameter of type Session and use getUserPrincipal().getName()");
		remedies.put("org.springframework.boot.actuate.",
				"declare a parameter of type java.security.Principal and use getName()");
		remedies.put("org.springframework.graphql.",
				"remove other annotations from the parameter, or in a @BatchMapping method, declare a parameter of type"
						+ " java.security.Principal instead and use getName()");
		return remedies;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnservedCurrentUserIdException cause) {
		String description = cause.methods()
			.stream()
			.map((method) -> "The library cannot resolve the parameter with @CurrentUserId of %s. A framework that calls the"
				.formatted(describe(method)) + " method would bind the parameter from the request or message.")
			.collect(Collectors.joining("\n"));
		String action = cause.methods()
			.stream()
			.map((method) -> "In %s, %s.".formatted(describe(method), remedy(method)))
			.collect(Collectors.joining("\n"));
		return new FailureAnalysis(description, action, cause);
	}

	private static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName();
	}

	private static String remedy(Method method) {
		return REMEDIES.entrySet()
			.stream()
			.filter((remedy) -> Stream.of(method.getAnnotations(), method.getDeclaringClass().getAnnotations())
				.flatMap(Stream::of)
				.anyMatch((annotation) -> annotation.annotationType().getName().startsWith(remedy.getKey())))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(ELSEWHERE);
	}

}
