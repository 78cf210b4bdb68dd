package io.github.jwtsecurity.ownership;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A route that a {@link RouteSource} has found.
 *
 * @param methods the HTTP methods, empty for all
 * @param pattern the path pattern; for a route whose paths cannot be read, the part that
 * can be read, or the name of a class
 * @param obstacle the reason why the paths cannot be read or guarded, {@code null} if
 * they can
 */
record Route(Set<String> methods, String pattern, @Nullable String obstacle) {

	Route(Set<String> methods, String pattern) {
		this(methods, pattern, null);
	}

	static Route uninspectable(String pattern, String obstacle) {
		return new Route(Set.of(), pattern, obstacle);
	}

	/**
	 * Returns the methods and the pattern, such as {@code GET /api/{user_id}/notes}.
	 */
	String route() {
		return (this.methods.isEmpty() ? "*" : String.join("|", this.methods)) + " " + this.pattern;
	}

	Set<String> variables() {
		return PathVariables.in(this.pattern);
	}

}
