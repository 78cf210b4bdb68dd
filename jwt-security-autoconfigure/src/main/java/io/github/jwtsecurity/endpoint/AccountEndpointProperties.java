package io.github.jwtsecurity.endpoint;

import java.time.Duration;

import io.github.jwtsecurity.token.DotSegments;
import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the endpoints for accounts.
 *
 * @param basePath Base path of the endpoints for accounts and sessions.
 * @param signupEnabled Whether anybody may create an account.
 * @param freshLogin Time after a login in which changes to the account need no current
 * password. With 0, it is always needed. From 0s to 1d.
 */
@ConfigurationProperties("jwt-security.accounts")
record AccountEndpointProperties(@DefaultValue("/api/auth") String basePath,
		@DefaultValue("true") boolean signupEnabled, @DefaultValue("10m") Duration freshLogin) {

	AccountEndpointProperties {
		Assert.isTrue(basePath.matches("(/[A-Za-z0-9._~-]+)+"), "jwt-security.accounts.base-path must begin with / and"
				+ " must not end with it, such as /api/auth; the only special characters allowed are . _ ~ and -");
		PropertyBounds.check("jwt-security.accounts.fresh-login", freshLogin, "0s", "1d",
				"whoever has an access token can take the account over for this long");
		DotSegments.refuse("jwt-security.accounts.base-path", basePath);
	}

}
