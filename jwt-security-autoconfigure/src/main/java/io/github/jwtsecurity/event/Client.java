package io.github.jwtsecurity.event;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from. Both texts are the client's own words, or those of a proxy
 * that the container trusts: neutralise them before they are logged or shown.
 *
 * @param address the network address as the container knows it, {@code null} if it does
 * not
 * @param userAgent the {@code User-Agent} header (RFC 9110, section 10.1.5), {@code null}
 * if there is none
 */
public record Client(@Nullable String address, @Nullable String userAgent) {

	/**
	 * Nobody knows where it came from, for what the application does by itself.
	 */
	public static final Client UNKNOWN = new Client(null, null);

	/**
	 * Leaves the client's own words out.
	 */
	@Override
	public String toString() {
		return "Client[]";
	}

}
