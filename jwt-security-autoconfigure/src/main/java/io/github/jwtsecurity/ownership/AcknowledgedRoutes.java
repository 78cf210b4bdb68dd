package io.github.jwtsecurity.ownership;

import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The routes of {@code jwt-security.ownership.acknowledged}. An entry stands for the
 * route with exactly this pattern or class name, or, if it has wildcards and no
 * variables, for all routes below.
 */
final class AcknowledgedRoutes {

	private final List<String> entries;

	private final List<PathPattern> wildcards;

	AcknowledgedRoutes(List<String> entries) {
		this.entries = entries;
		this.wildcards = entries.stream()
			.filter((entry) -> entry.startsWith("/") && entry.contains("*") && !entry.contains("{"))
			.map(PathPatternParser.defaultInstance::parse)
			.toList();
	}

	boolean contain(String pattern) {
		return this.entries.contains(pattern)
				|| this.wildcards.stream().anyMatch((wildcard) -> wildcard.matches(PathContainer.parsePath(pattern)));
	}

}
