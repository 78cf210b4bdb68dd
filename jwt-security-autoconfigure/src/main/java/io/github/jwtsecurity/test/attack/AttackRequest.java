package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * A request, which is sent exactly as it is written.
 *
 * @param method the method
 * @param target the path and the query
 * @param headers the headers, several of which may have the same name
 * @param body the body, empty for none
 */
record AttackRequest(String method, String target, List<Header> headers, String body) {

	static AttackRequest get(String target) {
		return of("GET", target);
	}

	static AttackRequest of(String method, String target) {
		return new AttackRequest(method, target, List.of(), "");
	}

	/**
	 * Returns a copy with another parameter in the query.
	 */
	AttackRequest query(String parameter) {
		return new AttackRequest(this.method, this.target + (this.target.contains("?") ? "&" : "?") + parameter,
				this.headers, this.body);
	}

	AttackRequest bearer(String token) {
		return header("Authorization", "Bearer " + token);
	}

	AttackRequest header(String name, String value) {
		List<Header> all = new ArrayList<>(this.headers);
		all.add(new Header(name, value));
		return new AttackRequest(this.method, this.target, List.copyOf(all), this.body);
	}

	AttackRequest body(String contentType, String text) {
		return new AttackRequest(this.method, this.target, this.headers, text).header("Content-Type", contentType);
	}

	/**
	 * Returns a text without the headers and the body, which may hold tokens.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.target;
	}

	/**
	 * A header.
	 *
	 * @param name the name
	 * @param value the value
	 */
	record Header(String name, String value) {

		/**
		 * Returns a text without the value, which may be a token.
		 */
		@Override
		public String toString() {
			return this.name;
		}

	}

}
