package io.github.jwtsecurity.ownership;

import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The routes that are listed in {@code jwt-security.ownership.acknowledged}. An entry
 * matches the route with exactly this pattern or class name. An entry with wildcards and
 * without variables also matches all routes below it.
 */
final class AcknowledgedRoutes {

	private final List<String> entries;

	private final List<PathPattern> wildcards;

	AcknowledgedRoutes(List<String> entries) {
		this.entries = entries;
		this.wildcards = entries.stream()
			.filter((entry) -> entry.startsWith("/") && entry.contains("*") && !entry.contains("{"))
			.flatMap(PathVariables::parse)
			.toList();
	}

	boolean contain(String pattern) {
		return this.entries.contains(pattern)
				|| this.wildcards.stream().anyMatch((wildcard) -> wildcard.matches(PathContainer.parsePath(pattern)));
	}

}
