package io.github.jwtsecurity.signing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * An Actuator endpoint that lists the managed keys, without the keys themselves, and
 * replaces them after one of them has leaked.
 */
@Endpoint(id = "jwtsecuritykeys")
final class SigningKeyEndpoint {

	private static final Log logger = LogFactory.getLog(SigningKeyEndpoint.class);

	private static final MimeType PROBLEM = MimeType.valueOf("application/problem+json");

	private static final Map<String, Object> UNAVAILABLE = Map.of("type", "about:blank", "title", "Service Unavailable",
			"status", 503, "detail", "The managed keys cannot be replaced at the moment.", "code", "overloaded");

	private final RotatingKeys keys;

	SigningKeyEndpoint(RotatingKeys keys) {
		this.keys = keys;
	}

	@ReadOperation
	Map<String, List<Description>> list() {
		return Map.of("keys", this.keys.keys().keys().stream().map((key) -> describe(key.stored())).toList());
	}

	/**
	 * Makes a key that signs at once, and removes all others: access tokens that they
	 * have signed are refused, and clients get new ones with their refresh tokens.
	 */
	@WriteOperation
	WebEndpointResponse<Map<String, Object>> replaceAll() {
		try {
			return new WebEndpointResponse<>(Map.of("keyId", this.keys.replaceAll()));
		}
		catch (StoreException ex) {
			logger.error("The managed keys were not replaced. " + ex.getMessage());
			logger.debug(ex.trace());
			return new WebEndpointResponse<>(UNAVAILABLE, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, PROBLEM);
		}
	}

	private static Description describe(StoredKey key) {
		return new Description(key.id(), key.algorithm(), key.createdAt(), key.signsFrom());
	}

	/**
	 * A signing key.
	 *
	 * @param keyId the {@code kid} of its tokens
	 * @param algorithm the algorithm of its tokens
	 * @param createdAt the time at which it was made, from which it is published
	 * @param signsFrom the time from which it signs, until the next key does
	 */
	record Description(String keyId, String algorithm, Instant createdAt, Instant signsFrom) {
	}

}
