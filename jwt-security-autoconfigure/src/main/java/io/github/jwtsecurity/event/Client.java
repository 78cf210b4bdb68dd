package io.github.jwtsecurity.event;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where a request came from. The texts are the client's own words, or those of a proxy
 * that the container trusts: neutralise them before they are logged or shown.
 *
 * @param address the network address as the container knows it, {@code null} if it does
 * not
 * @param userAgent the {@code User-Agent} header (RFC 9110, section 10.1.5), {@code null}
 * if there is none
 * @param requestId what names the request in the logs, {@code null} if nothing does
 */
public record Client(@Nullable String address, @Nullable String userAgent, @Nullable String requestId) {

	/**
	 * Nobody knows where it came from, for what the application does by itself.
	 */
	public static final Client UNKNOWN = new Client(null, null, null);

	/**
	 * Creates a client for the request that this thread serves. Its id is the value
	 * {@code traceId} of the diagnostic context (MDC), which Micrometer Tracing sets, or
	 * {@code requestId}. Other threads, which hash passwords for instance, have no such
	 * context.
	 * @param address the network address as the container knows it, {@code null} if it
	 * does not
	 * @param userAgent the {@code User-Agent} header, {@code null} if there is none
	 */
	public Client(@Nullable String address, @Nullable String userAgent) {
		this(address, userAgent, currentRequestId());
	}

	private static @Nullable String currentRequestId() {
		return Stream.of("traceId", "requestId").map(MDC::get).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Leaves the client's own words out.
	 */
	@Override
	public String toString() {
		return "Client[]";
	}

}
