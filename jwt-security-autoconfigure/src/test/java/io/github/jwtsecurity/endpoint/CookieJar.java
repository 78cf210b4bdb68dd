package io.github.jwtsecurity.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;

/**
 * The cookies of a browser that uses HTTPS, stored and sent as specified by RFC 6265bis:
 * by domain and path, with the rules for the prefixes of names.
 */
final class CookieJar {

	private final List<Stored> cookies = new ArrayList<>();

	/**
	 * Stores the cookies of a response.
	 */
	void store(String host, String path, Answer answer) {
		answer.response().headers().allValues("Set-Cookie").forEach((cookie) -> store(host, path, cookie));
	}

	/**
	 * Stores a cookie, unless a browser would reject it.
	 * @param host the host that sets the cookie
	 * @param path the path of the request
	 * @param setCookie the value of {@code Set-Cookie}
	 */
	void store(String host, String path, String setCookie) {
		String[] parts = setCookie.split("; ?");
		String name = parts[0].substring(0, parts[0].indexOf('='));
		Map<String, String> attributes = new LinkedHashMap<>();
		Stream.of(parts)
			.skip(1)
			.map((part) -> part.split("=", 2))
			.forEach((part) -> attributes.put(part[0].toLowerCase(Locale.ROOT), (part.length > 1) ? part[1] : ""));
		String domain = attributes.get("domain");
		Stored cookie = new Stored(name, parts[0].substring(name.length() + 1), (domain != null) ? domain : host,
				domain == null, attributes.getOrDefault("path", path.substring(0, Math.max(1, path.lastIndexOf('/')))),
				attributes.containsKey("httponly"));
		boolean secure = attributes.containsKey("secure");
		String lowerCase = name.toLowerCase(Locale.ROOT);
		boolean acceptable = (!lowerCase.startsWith("__secure-") || secure) && (!lowerCase.startsWith("__host-")
				|| (secure && domain == null && "/".equals(attributes.get("path"))));
		if (acceptable && (host.equals(cookie.domain) || host.endsWith("." + cookie.domain))) {
			this.cookies.removeIf(cookie::isReplacing);
			if (!"0".equals(attributes.get("max-age"))) {
				this.cookies.add(cookie);
			}
		}
	}

	/**
	 * Returns the header {@code Cookie} of a request, empty for none. Longer paths come
	 * first, as in a browser.
	 */
	String header(String host, String path) {
		return sent(host, path).map((cookie) -> cookie.name + "=" + cookie.value).collect(Collectors.joining("; "));
	}

	/**
	 * Returns the cookies that a script can read.
	 */
	String readable(String host, String path) {
		return sent(host, path).filter((cookie) -> !cookie.httpOnly)
			.map((cookie) -> cookie.name + "=" + cookie.value)
			.collect(Collectors.joining("; "));
	}

	private Stream<Stored> sent(String host, String path) {
		return this.cookies.stream()
			.filter((cookie) -> cookie.isFor(host, path))
			.sorted(Comparator.comparing((cookie) -> -cookie.path.length()));
	}

	private record Stored(String name, String value, String domain, boolean hostOnly, String path, boolean httpOnly) {

		boolean isFor(String host, String target) {
			boolean ofHost = host.equals(this.domain) || (!this.hostOnly && host.endsWith("." + this.domain));
			return ofHost && (target.equals(this.path)
					|| target.startsWith(this.path.endsWith("/") ? this.path : this.path + "/"));
		}

		boolean isReplacing(Stored other) {
			return this.name.equals(other.name) && this.domain.equals(other.domain) && this.path.equals(other.path)
					&& this.hostOnly == other.hostOnly;
		}

	}

}
