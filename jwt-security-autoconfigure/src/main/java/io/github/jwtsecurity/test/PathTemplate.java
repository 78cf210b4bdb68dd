package io.github.jwtsecurity.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * A path pattern that can be expanded to a path that it matches.
 */
final class PathTemplate {

	private final List<Object> parts = new ArrayList<>();

	/**
	 * Parses a pattern of Spring MVC or Jersey.
	 * @param pattern the pattern
	 */
	PathTemplate(String pattern) {
		int index = 0;
		while (index < pattern.length()) {
			char character = pattern.charAt(index);
			if (character == '{') {
				int end = end(pattern, index);
				this.parts.add(Variable.parse(pattern.substring(index + 1, end)));
				index = end + 1;
			}
			else if (character == '*') {
				String wildcard = pattern.startsWith("**", index) ? "**" : "*";
				this.parts.add(new Variable(wildcard, null));
				index += wildcard.length();
			}
			else {
				this.parts.add((character == '?') ? "a" : String.valueOf(character));
				index++;
			}
		}
	}

	private static int end(String pattern, int start) {
		int depth = 0;
		for (int index = start; index < pattern.length(); index++) {
			depth += switch (pattern.charAt(index)) {
				case '{' -> 1;
				case '}' -> -1;
				default -> 0;
			};
			if (depth == 0) {
				return index;
			}
		}
		throw new IllegalArgumentException("The pattern " + pattern + " has no closing brace");
	}

	/**
	 * Expands the pattern.
	 * @param values returns the value of a variable
	 * @return the encoded path
	 */
	String expand(Function<Variable, String> values) {
		StringBuilder path = new StringBuilder();
		for (Object part : this.parts) {
			path.append((part instanceof Variable variable) ? variable.encode(values.apply(variable)) : part);
		}
		return path.toString();
	}

	List<Variable> variables() {
		return this.parts.stream().filter(Variable.class::isInstance).map(Variable.class::cast).toList();
	}

	/**
	 * A variable, or a wildcard, whose name is {@code *} or {@code **}.
	 *
	 * @param name the name
	 * @param expression the regular expression of its values, {@code null} for none
	 */
	record Variable(String name, @Nullable String expression) {

		String encode(String value) {
			return this.name.equals("**") ? UriUtils.encodePath(value, StandardCharsets.UTF_8)
					: UriUtils.encodePathSegment(value, StandardCharsets.UTF_8);
		}

		private static Variable parse(String text) {
			String[] parts = text.split(":", 2);
			String name = parts[0].trim();
			return new Variable(name.startsWith("*") ? name.substring(1) : name,
					(parts.length > 1) ? parts[1].trim() : null);
		}

	}

}
