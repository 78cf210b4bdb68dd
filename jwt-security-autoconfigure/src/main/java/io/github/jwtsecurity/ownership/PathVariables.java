package io.github.jwtsecurity.ownership;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.web.util.UriTemplate;

/**
 * The names of the variables in a path pattern.
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

}
