package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.token.DotSegments;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the endpoints for accounts.
 *
 * @param basePath Base path of the endpoints.
 * @param signupEnabled Whether anybody may create an account.
 */
@ConfigurationProperties("jwt-security.accounts")
record AccountEndpointProperties(@DefaultValue("/api/auth") String basePath,
		@DefaultValue("true") boolean signupEnabled) {

	AccountEndpointProperties {
		Assert.isTrue(basePath.matches("(/[A-Za-z0-9._~-]+)+"), "jwt-security.accounts.base-path must begin with / and"
				+ " must not end with it, such as /api/auth; the only special characters allowed are . _ ~ and -");
		DotSegments.refuse("jwt-security.accounts.base-path", basePath);
	}

}
