package io.github.jwtsecurity.sample.browser;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A color scheme that the user of a browser prefers.
 */
enum ColorScheme {

	LIGHT, DARK;

	/**
	 * Returns the parameters of {@code Emulation.setEmulatedMedia}.
	 */
	Map<String, Object> media() {
		return Map.of("features",
				List.of(Map.of("name", "prefers-color-scheme", "value", name().toLowerCase(Locale.ROOT))));
	}

}
