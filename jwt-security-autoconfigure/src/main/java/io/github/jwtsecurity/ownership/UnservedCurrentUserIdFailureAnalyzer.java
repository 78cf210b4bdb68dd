package io.github.jwtsecurity.ownership;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link UnservedCurrentUserIdException}.
 */
final class UnservedCurrentUserIdFailureAnalyzer extends AbstractFailureAnalyzer<UnservedCurrentUserIdException> {

	private static final String ELSEWHERE = "remove the annotation, and pass the user id as an argument from a handler"
			+ " method, or resolve it from SecurityContextHolder";

	/** The remedies, by the package of an annotation on the method or its class. */
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
		String description = cause.executables()
			.stream()
			.map((executable) -> "The library cannot resolve the parameter with @CurrentUserId of %s. A framework that calls"
				.formatted(describe(executable)) + " it would bind the parameter from the request or message.")
			.collect(Collectors.joining("\n"));
		String action = cause.executables()
			.stream()
			.map((executable) -> "In %s, %s.".formatted(describe(executable), remedy(executable)))
			.collect(Collectors.joining("\n"));
		return new FailureAnalysis(description, action, cause);
	}

	private static String describe(Executable executable) {
		Class<?> type = executable.getDeclaringClass();
		return (executable instanceof Constructor) ? "the constructor of " + type.getName()
				: type.getName() + "." + executable.getName();
	}

	private static String remedy(Executable executable) {
		return REMEDIES.entrySet()
			.stream()
			.filter((remedy) -> Stream.of(executable.getAnnotations(), executable.getDeclaringClass().getAnnotations())
				.flatMap(Stream::of)
				.anyMatch((annotation) -> annotation.annotationType().getName().startsWith(remedy.getKey())))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(ELSEWHERE);
	}

}
