package io.github.jwtsecurity.token;

import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * A check that a configured path has no segment {@code .} or {@code ..} (RFC 3986,
 * section 3.3). Clients resolve these segments and the firewall of Spring Security
 * refuses them, so no request would ever match the path.
 *
 * @hidden
 */
public final class DotSegments {

	private static final Pattern SYNTAX = Pattern.compile("(?:^|/)(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

	private DotSegments() {
	}

	/**
	 * Returns whether a path has such a segment, encoded or not.
	 */
	static boolean areIn(String path) {
		return SYNTAX.matcher(path).find();
	}

	/**
	 * Checks a path.
	 * @param property the full name of the property
	 * @param path the path or path pattern
	 * @throws IllegalArgumentException if the path has such a segment, encoded or not
	 */
	public static void refuse(String property, String path) {
		Assert.isTrue(!areIn(path),
				() -> "%s: %s must not have a segment . or .., which no request has".formatted(property, path));
	}

}
