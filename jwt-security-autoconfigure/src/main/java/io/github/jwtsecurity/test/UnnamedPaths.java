package io.github.jwtsecurity.test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.OwnershipReview;
import jakarta.servlet.ServletRequest;

import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.RequestEntity;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.support.ServletContextResource;
import org.springframework.web.method.HandlerMethod;

/**
 * The findings about parts of paths that have no name in the mapping: a handler reads
 * them itself, or they are paths of files.
 */
final class UnnamedPaths {

	private static final String PATTERNS = " list paths with a user id in jwt-security.ownership.patterns.";

	/** The beginning of a pattern, up to the first wildcard. */
	private static final Pattern NAMED = Pattern.compile("(?:[^*?{]|\\{(?!\\*)(?:[^{}]|\\{[^}]*})*})*+");

	/** The types of parameters that have the path of a request. */
	private static final List<Class<?>> REQUESTS = List.of(ServletRequest.class, WebRequest.class, RequestEntity.class);

	/** The beginnings of the names of request attributes that may have the path. */
	private static final List<String> PATH_ATTRIBUTES = List.of("org.springframework.web.", "jakarta.servlet.");

	private final OwnershipReview review;

	UnnamedPaths(OwnershipReview review) {
		this.review = review;
	}

	/**
	 * Returns the finding about a handler method that can read a part of the path without
	 * a name: from a variable for the rest of the path, or from the request.
	 * @param route the route
	 * @param pattern the pattern of the route
	 * @param handler the handler method
	 * @param name the name of the handler method
	 */
	Optional<RouteFinding> ofHandler(String route, String pattern, HandlerMethod handler, String name) {
		boolean readsPath = pattern.contains("{*") || (named(pattern).length() < pattern.length()
				&& Stream.of(handler.getMethodParameters()).anyMatch(UnnamedPaths::hasPath));
		return readsPath ? finding(route, pattern, pattern,
				"the handler reads a part of the path itself, which may have a user id",
				"Name the parts of the path in the mapping, or" + PATTERNS + " If no other path has a user id", name)
				: Optional.empty();
	}

	/**
	 * Returns the finding about a handler that gets the whole request.
	 * @param route the route
	 * @param pattern the pattern of the route
	 * @param paths the pattern of all paths that the handler gets
	 */
	Optional<RouteFinding> ofRequestHandler(String route, String pattern, String paths) {
		return (named(paths).length() < paths.length()) ? finding(route, pattern, paths,
				"the handler gets the whole request, and a part of its path without a name may have a user id",
				"Name the parts of the path in the pattern, or" + PATTERNS + " If no other path has a user id", pattern)
				: Optional.empty();
	}

	/**
	 * Returns the finding about a directory whose files are served.
	 * @param methods the HTTP methods
	 * @param pattern the pattern of the files
	 * @param location the directory
	 */
	Optional<RouteFinding> ofFiles(Set<String> methods, String pattern, Resource location) {
		return (location instanceof ClassPathResource || location instanceof ServletContextResource) ? Optional.empty()
				: finding(OwnershipReview.route(methods, pattern), pattern, pattern,
						"the files of %s are not a part of the application, and their paths may have a user id"
							.formatted(location.getDescription()),
						"Name the user id in the pattern, or" + PATTERNS + " If every user may read the other files",
						pattern);
	}

	private Optional<RouteFinding> finding(String route, String pattern, String paths, String reason, String remedy,
			String acknowledgement) {
		String path = named(paths).replaceFirst("[^/]*$", "");
		if (this.review.hasUserId(pattern) || this.review.isGuardedBelow(path)) {
			return Optional.empty();
		}
		List<String> patterns = this.review.patternsBelow(path);
		String guarded = patterns.isEmpty() ? ""
				: ", but only paths that match %s are guarded".formatted(String.join(", ", patterns));
		return Optional.of(RouteFinding.of(route, reason + guarded, remedy, acknowledgement, this.review));
	}

	private static String named(String pattern) {
		Matcher matcher = NAMED.matcher(pattern);
		return matcher.lookingAt() ? matcher.group() : "";
	}

	private static boolean hasPath(MethodParameter parameter) {
		if (parameter.hasParameterAnnotation(RequestAttribute.class)) {
			String name = HandlerInputs.name(parameter, RequestAttribute.class);
			return name != null && PATH_ATTRIBUTES.stream().anyMatch(name::startsWith);
		}
		return REQUESTS.stream().anyMatch((type) -> type.isAssignableFrom(parameter.getParameterType()));
	}

}
