package io.github.jwtsecurity.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A check of addresses from which keys are fetched.
 */
final class KeySetUri {

	private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

	private KeySetUri() {
	}

	/**
	 * Checks an address.
	 * @param property the property with the address, named in errors
	 * @param address the address
	 * @return the address
	 * @throws KeyConfigurationException if the address is not an absolute http or https
	 * address
	 */
	static URI require(String property, @Nullable String address) {
		URI uri = parse(address);
		if (uri != null && uri.getScheme() != null && uri.getHost() != null
				&& DEFAULT_PORTS.containsKey(uri.getScheme().toLowerCase(Locale.ROOT)) && uri.getUserInfo() == null
				&& uri.getFragment() == null) {
			return uri;
		}
		throw refuse(property);
	}

	static URI requireWithoutQuery(String property, @Nullable String address) {
		URI uri = require(property, address);
		if (uri.getRawQuery() != null) {
			throw refuse(property);
		}
		return uri;
	}

	private static KeyConfigurationException refuse(String property) {
		return new KeyConfigurationException("%s is not a plain absolute http or https address.".formatted(property),
				"Set it to an address such as https://auth.example.com, without a user name and a fragment. If it holds a"
						+ " ${...} placeholder, set the variable that it names.");
	}

	private static @Nullable URI parse(@Nullable String address) {
		try {
			return (address != null) ? new URI(address.strip()) : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Returns whether an attacker on the network path cannot replace what is fetched from
	 * an address: with TLS, or on this machine.
	 */
	static boolean isSecure(URI uri) {
		return uri.getScheme().equalsIgnoreCase("https") || uri.getHost().equals("localhost")
				|| uri.getHost().startsWith("127.") || uri.getHost().equals("[::1]");
	}

	/**
	 * Returns an address or path without a slash at its end.
	 */
	static String trimSlash(String text) {
		return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
	}

	static String origin(URI uri) {
		String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
		boolean defaultPort = uri.getPort() < 0 || DEFAULT_PORTS.getOrDefault(scheme, -1) == uri.getPort();
		return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (defaultPort ? "" : ":" + uri.getPort());
	}

}
