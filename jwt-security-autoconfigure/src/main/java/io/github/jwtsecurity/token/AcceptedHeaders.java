package io.github.jwtsecurity.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The headers of tokens that were accepted. All tokens of a key usually have the same
 * header, which is then parsed once. Headers of refused tokens are not remembered, so
 * that a flood of them neither fills the memory nor displaces others.
 */
final class AcceptedHeaders {

	/** The limit is far above the number of keys that are in use at a time. */
	private static final int MAX_HEADERS = 100;

	private static final int MAX_LENGTH = 512;

	private final Map<String, Map<String, Object>> headers = new ConcurrentHashMap<>();

	/**
	 * Returns the parameters of a header.
	 * @param text the header in base64url
	 * @return the parameters, which are immutable; {@code null} if the header is not
	 * known
	 */
	@Nullable Map<String, Object> find(String text) {
		return this.headers.get(text);
	}

	/**
	 * Adds the header of an accepted token.
	 * @param text the header in base64url
	 * @param parameters the parameters
	 */
	void add(String text, Map<String, Object> parameters) {
		if (text.length() <= MAX_LENGTH && !this.headers.containsKey(text)) {
			if (this.headers.size() >= MAX_HEADERS) {
				this.headers.clear();
			}
			this.headers.put(text, parameters);
		}
	}

}
