package io.github.jwtsecurity.ownership;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.util.UriTemplate;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The variables of path patterns.
 */
final class PathVariables {

	private PathVariables() {
	}

	static Set<String> in(String pattern) {
		return new UriTemplate(pattern).getVariableNames()
			.stream()
			.map((name) -> name.startsWith("*") ? name.substring(1) : name)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Checks the syntax of a configured pattern. The exception has no cause, since Spring
	 * Boot explains the cause with a setting for the mappings of Spring MVC.
	 * @param property the full name of the property
	 * @param pattern the path pattern
	 * @throws IllegalArgumentException if the pattern cannot be parsed
	 */
	static void check(String property, String pattern) {
		try {
			PathPatternParser.defaultInstance.parse(pattern);
		}
		catch (PatternParseException ex) {
			throw new IllegalArgumentException(("%s: %s is not a path pattern (%s); use ** only at the end, and * or a"
					+ " variable for a single segment, as in /files/*/{user_id}/**")
				.formatted(property, pattern, ex.getMessage()));
		}
	}

	/**
	 * Parses a pattern.
	 * @return the pattern, empty if only a matcher of the application understands it
	 */
	static Stream<PathPattern> parse(String pattern) {
		try {
			return Stream.of(PathPatternParser.defaultInstance.parse(pattern));
		}
		catch (PatternParseException ex) {
			return Stream.empty();
		}
	}

}
