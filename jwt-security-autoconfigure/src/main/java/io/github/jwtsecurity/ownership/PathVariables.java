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
