package io.github.jwtsecurity.endpoint;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * A response of an endpoint of the library.
 *
 * @param status the status
 * @param content the JSON object, empty for no body
 * @param cookies the tokens that are set as cookies, {@code null} for none
 * @param deviceToken the device token that is set as a cookie, {@code null} for no device
 * token other than that of {@code cookies}
 * @param signsOut whether the cookies with tokens are deleted
 */
record Answer(HttpStatus status, Map<String, Object> content, @Nullable IssuedTokens cookies,
		@Nullable String deviceToken, boolean signsOut) {

	static Answer ok(Map<String, Object> content) {
		return new Answer(HttpStatus.OK, content, null, null, false);
	}

	static Answer of(HttpStatus status, IssuedTokens tokens, TokenDelivery delivery) {
		return new Answer(status, tokens.response(delivery), (delivery != TokenDelivery.BODY) ? tokens : null, null,
				false);
	}

	/**
	 * Returns the answer to a request whose effect the client must not learn.
	 */
	static Answer accepted() {
		return new Answer(HttpStatus.ACCEPTED, Map.of(), null, null, false);
	}

	/**
	 * Returns the answer to a request that has ended the session of the request.
	 */
	static Answer signedOut() {
		return new Answer(HttpStatus.NO_CONTENT, Map.of(), null, null, true);
	}

	static Answer noContent() {
		return noContent(null);
	}

	static Answer noContent(@Nullable String deviceToken) {
		return new Answer(HttpStatus.NO_CONTENT, Map.of(), null, deviceToken, false);
	}

	/**
	 * Returns a text without the content, which may contain a token.
	 */
	@Override
	public String toString() {
		return "Answer[status=" + this.status + "]";
	}

}
