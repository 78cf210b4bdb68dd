package io.github.jwtsecurity.event;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The origin of a request. The first three texts come from the client, or from a proxy
 * that the container trusts: neutralise them before they are logged or shown.
 *
 * @param address the network address as the container knows it, {@code null} if the
 * container does not know it
 * @param userAgent the {@code User-Agent} header (RFC 9110, section 10.1.5), {@code null}
 * if there is none
 * @param requestId the id of the request in the logs, {@code null} if there is none
 * @param language the preferred language of the user (RFC 9110, section 12.5.4) as a BCP
 * 47 tag of at most 35 characters, {@code null} if the request has none
 * @param actorId the verified user id of the administrator who changes the account of a
 * user, {@code null} if the user or the application itself acts
 */
public record Client(@Nullable String address, @Nullable String userAgent, @Nullable String requestId,
		@Nullable String language, @Nullable String actorId) {

	/**
	 * An unknown origin, for operations that the application starts itself.
	 */
	public static final Client UNKNOWN = new Client(null, null, null, null, null);

	/**
	 * Creates a client for a request of the user or the application itself.
	 * @param address the network address as the container knows it, {@code null} if the
	 * container does not know it
	 * @param userAgent the {@code User-Agent} header, {@code null} if there is none
	 * @param requestId the id of the request in the logs, {@code null} if there is none
	 */
	public Client(@Nullable String address, @Nullable String userAgent, @Nullable String requestId) {
		this(address, userAgent, requestId, null, null);
	}

	/**
	 * Creates a client for the request that the current thread serves. The id of the
	 * request is the value {@code traceId} of the diagnostic context (MDC), which
	 * Micrometer Tracing sets, or else the value {@code requestId}. Other threads, such
	 * as those that hash passwords, have no such context.
	 * @param address the network address as the container knows it, {@code null} if the
	 * container does not know it
	 * @param userAgent the {@code User-Agent} header, {@code null} if there is none
	 */
	public Client(@Nullable String address, @Nullable String userAgent) {
		this(address, userAgent, currentRequestId());
	}

	/**
	 * Returns this client with the language of the user.
	 * @param tag the BCP 47 tag
	 * @return a new client
	 */
	public Client withLanguage(String tag) {
		return new Client(this.address, this.userAgent, this.requestId, tag, this.actorId);
	}

	/**
	 * Returns this client for a request of an administrator.
	 * @param userId the verified user id of the administrator
	 * @return a new client
	 */
	public Client withActorId(String userId) {
		return new Client(this.address, this.userAgent, this.requestId, this.language, userId);
	}

	private static @Nullable String currentRequestId() {
		return Stream.of("traceId", "requestId").map(MDC::get).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Returns a text without the values that come from the client.
	 */
	@Override
	public String toString() {
		return "Client[]";
	}

}
