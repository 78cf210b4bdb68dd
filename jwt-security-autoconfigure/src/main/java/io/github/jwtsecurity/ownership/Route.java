package io.github.jwtsecurity.ownership;

import java.util.Set;

/**
 * A mapping as the application declared it.
 *
 * @param methods the HTTP methods, empty for all
 * @param pattern the path pattern
 */
record Route(Set<String> methods, String pattern) {

	Set<String> variables() {
		return PathVariables.in(this.pattern);
	}

	@Override
	public String toString() {
		return (this.methods.isEmpty() ? "*" : String.join("|", this.methods)) + " " + this.pattern;
	}

}
