package io.github.jwtsecurity.test;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A request to a guarded route.
 *
 * @param method the HTTP method
 * @param place the place in the application
 * @param path the encoded path with the query, relative to the place
 * @param headers the header fields
 */
record GuardedRequest(String method, Place place, String path, Map<String, String> headers) {

	/** The header that identifies a request to the {@link HandlerProbe}. */
	static final String ID_HEADER = "JWT-Security-Test";

	String id() {
		return String.valueOf(this.headers.get(ID_HEADER));
	}

	/**
	 * Returns the body. Its content is irrelevant, since the user id rule is checked
	 * before it is read.
	 * @return the body, {@code null} for a request without a content type
	 */
	@Nullable String body() {
		String contentType = this.headers.get(HttpHeaders.CONTENT_TYPE);
		if (contentType == null) {
			return null;
		}
		return contentType.startsWith("multipart/") ? "--sample--\r\n" : "{}";
	}

	/**
	 * Returns a text without the headers, which contain the token.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

	/**
	 * The part of an application that serves a route.
	 */
	enum Place {

		/** The servlet of Spring MVC. */
		MVC,

		/** The files of a router function, which matches only paths of existing files. */
		ROUTER_FILES,

		/** Another servlet, or a filter. */
		OTHER_SERVLET,

		/** Actuator and the context of the management port, if there is one. */
		MANAGEMENT

	}

}
