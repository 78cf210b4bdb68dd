package io.github.jwtsecurity.token;

import java.net.http.HttpClient;

/**
 * A customizer of the HTTP client that fetches key sets and the metadata of issuers, for
 * instance to set a proxy or an authenticator. There is none by default. All beans of
 * this type are called in order, for each client: one for each key set, which is created
 * for the first fetch, and again after a reload of its SSL bundle.
 */
@FunctionalInterface
public interface KeySetHttpClientCustomizer {

	/**
	 * Customizes a client. The connect timeout and the SSL bundle of the properties are
	 * already set. Redirects must not be enabled, since only the configured addresses are
	 * trusted. An exception fails the fetch, and the next fetch calls the customizer
	 * again.
	 * @param builder the builder of the client, never {@code null}
	 */
	void customize(HttpClient.Builder builder);

}
