package io.github.jwtsecurity.web;

import java.util.List;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/**
 * An extension of all filter chains that read bearer tokens, by a part of the library
 * that issues tokens.
 *
 * @hidden
 */
public interface FilterChainExtension {

	/**
	 * Adds filters after the one that reads bearer tokens.
	 * @param http the builder of a filter chain
	 */
	void addFilters(HttpSecurity http);

	/**
	 * Returns the bean name of the extension's own filter chain, which need not read
	 * bearer tokens.
	 * @return the name
	 */
	String ownChain();

	/**
	 * Returns whether pages of allowed origins have to send cookies.
	 * @return {@code true} if tokens are in cookies
	 */
	boolean usesCookies();

	/**
	 * Returns the headers of responses that pages of allowed origins may read.
	 * @return the names
	 */
	List<String> exposedHeaders();

	/**
	 * Returns a description for the log line at start-up.
	 * @return a few words, such as {@code accounts at /auth}
	 */
	String description();

}
