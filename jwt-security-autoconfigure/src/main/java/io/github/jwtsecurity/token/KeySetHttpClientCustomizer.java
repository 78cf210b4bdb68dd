package io.github.jwtsecurity.token;

import java.net.http.HttpClient;

/**
 * A customizer of the HTTP client that fetches key sets and the metadata of issuers, for
 * instance to set a proxy or an authenticator. Beans of this type are called in order,
 * before the client is built.
 */
@FunctionalInterface
public interface KeySetHttpClientCustomizer {

	/**
	 * Customizes a client. The connect timeout and the SSL bundle of the properties are
	 * already set. Redirects must not be enabled, since only the configured addresses are
	 * trusted.
	 * @param builder the builder of the client
	 */
	void customize(HttpClient.Builder builder);

}
