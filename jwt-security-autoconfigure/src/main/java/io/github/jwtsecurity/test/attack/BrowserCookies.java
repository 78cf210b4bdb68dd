package io.github.jwtsecurity.test.attack;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The cookies that a response has set.
 *
 * @param values the values by their names
 */
record BrowserCookies(Map<String, String> values) {

	static BrowserCookies of(AttackResponse response) {
		List<String> headers = response.headers("Set-Cookie");
		return new BrowserCookies(headers.stream()
			.map((header) -> header.split(";", 2)[0].split("=", 2))
			.collect(Collectors.toMap((cookie) -> cookie[0], (cookie) -> cookie[1], (first, second) -> second)));
	}

	/**
	 * Returns whether there is a cookie with a name, regardless of a prefix.
	 */
	boolean has(String name) {
		return this.values.keySet().stream().anyMatch((present) -> present.endsWith(name));
	}

	/**
	 * Returns the token that the page sends in a header, empty for none.
	 */
	String csrfToken() {
		return this.values.entrySet()
			.stream()
			.filter((cookie) -> cookie.getKey().endsWith("XSRF-TOKEN"))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("");
	}

	/**
	 * Returns the value of the header with all cookies.
	 */
	String header() {
		return this.values.entrySet()
			.stream()
			.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
	}

	/**
	 * Returns a text without the values.
	 */
	@Override
	public String toString() {
		return this.values.keySet().toString();
	}

}
